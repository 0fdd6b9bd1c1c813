//! Programs that are started with some of their standard streams closed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::program::run;
use crate::support::skip::skip;
use crate::support::streams::{chroot, close, sets};
use crate::{PROGRAMS, each};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Returns the text that appears on a stream: nothing if it is closed.
fn said<'a>(fd: i32, text: &'a str, closed: &[i32]) -> &'a str {
    if closed.contains(&fd) { "" } else { text }
}

#[test]
fn what_is_printed_is_in_no_file() {
    let file = folder("streams").join("file");
    each("streams", |program| {
        for closed in sets() {
            let mut command = Command::new(program);
            close(command.arg("open").arg(&file), &closed);
            let (out, err, status) = run(&mut command);
            let expected = [
                said(1, "to standard output\n", &closed),
                said(2, "to standard error\n", &closed),
            ];
            assert_eq!([out.as_str(), &err], expected, "{program:?} {closed:?}");
            let content = fs::read_to_string(&file).unwrap();
            assert_eq!(content, "content", "{program:?} {closed:?}");
            assert!(
                status.is_some_and(|fd| (3..100).contains(&fd)),
                "{status:?}"
            );
        }
        // Without `open_closed_stdio`, the file becomes standard output.
        let mut command = Command::new(program);
        close(command.arg("leave").arg(&file), &[1]);
        assert_eq!(run(&mut command).2, Some(1), "{program:?}");
        let content = fs::read_to_string(&file).unwrap();
        assert_eq!(content, "to standard output\ncontent", "{program:?}");
    });
}

/// `/dev/null` is opened only if a stream is closed, and then it must be the null device.
#[test]
fn no_null_device() {
    let root = folder("streams-root");
    let program = PROGRAMS.join("release-smallest/streams");
    fs::hard_link(program, root.join("streams")).unwrap();
    let null = root.join("dev/null");
    for (kind, message) in [
        ("nothing", "no such file or directory"),
        ("a file", "no such device"),
        ("a directory", "is a directory"),
    ] {
        match kind {
            "nothing" => {}
            "a file" => {
                fs::create_dir(root.join("dev")).unwrap();
                fs::write(&null, "").unwrap();
            }
            _ => {
                fs::remove_file(&null).unwrap();
                fs::create_dir(&null).unwrap();
            }
        }
        for closed in sets() {
            let _ = fs::remove_file(root.join("file"));
            let mut command = Command::new("/streams");
            command.args(["open", "/file"]);
            close(&mut command, &closed);
            chroot(&mut command, &root);
            let output = match command.output() {
                Ok(output) => output,
                Err(error) => return skip("no_null_device", format_args!("chroot: {error}")),
            };
            let err = String::from_utf8(output.stderr).unwrap();
            if closed.is_empty() {
                assert_eq!(err, "to standard error\n");
                continue;
            }
            let expected = format!("/streams: {message}\n");
            assert_eq!(err, said(2, &expected, &closed), "{kind} {closed:?}");
            assert_eq!(output.status.code(), Some(1), "{kind} {closed:?}");
            assert!(!root.join("file").exists(), "{kind} {closed:?}");
        }
    }
}
