//! The examples that open files, started with some of their standard streams closed.

use std::fs;
use std::process::Command;

use super::folder;
use crate::support::program::{example, run};
use crate::support::skip::skip;
use crate::support::streams::{chroot, close, sets};

#[test]
fn files_stay_as_they_are() {
    let folder = folder("streams");
    let content = "content ".repeat(20_000);
    for (name, words, shown) in [
        ("cat", &["from"][..], content.as_str()),
        ("cp", &["-v", "from", "to"], "from: 160000 bytes by "),
        ("ls", &["from"], "from\n"),
        ("vdso", &["--dump", "image"], ""),
        ("vdso", &[], "AT_SYSINFO_EHDR "),
        ("paths", &["--rows", "vdso", "--rounds", "1"], ""),
    ] {
        for closed in sets() {
            fs::write(folder.join("from"), &content).unwrap();
            let _ = fs::remove_file(folder.join("to"));
            let mut command = Command::new(example(name, "release"));
            close(command.args(words).current_dir(&folder), &closed);
            let (out, err, status) = run(&mut command);
            let shown = if closed.contains(&1) { "" } else { shown };
            assert!(out.starts_with(shown), "{name} {closed:?}: {out}");
            assert_eq!((err.as_str(), status), ("", Some(0)), "{name} {closed:?}");
            let file = |name| fs::read(folder.join(name)).unwrap();
            assert!(file("from") == content.as_bytes(), "{name} {closed:?}");
            match words {
                [_, _, "to"] => assert!(file("to") == content.as_bytes(), "{closed:?}"),
                [_, "image"] => assert!(file("image").starts_with(b"\x7fELF"), "{closed:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn no_null_device() {
    let root = folder("streams-root");
    for name in ["cat", "cp", "ls", "vdso"] {
        fs::hard_link(example(name, "release"), root.join(name)).unwrap();
        let mut command = Command::new(format!("/{name}"));
        command.args(["one", "two"]);
        close(&mut command, &[0]);
        chroot(&mut command, &root);
        let output = match command.output() {
            Ok(output) => output,
            Err(error) => return skip("no_null_device", format_args!("chroot: {error}")),
        };
        let expected = format!("{name}: /dev/null: no such file or directory\n");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), expected);
        assert_eq!(output.status.code(), Some(1), "{name}");
    }
}
