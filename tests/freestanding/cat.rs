//! `cat`: files of every kind, and errors.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::printing::unread;
use crate::support::machine::device;
use crate::support::program::{example, run};

fn cat() -> Command {
    Command::new(example("cat", "release"))
}

/// Creates a file for this test with this content.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cat");
    fs::create_dir_all(&dir).unwrap();
    let path = dir.join(name);
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn files_and_standard_input() {
    let (one, two) = (file("one", b"one\n"), file("two", b""));
    let mut child = cat()
        .args([&one, Path::new("-"), &two, &one])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"two\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, b"one\ntwo\none\n");
    assert!(output.status.success());
    // Without arguments, `cat` copies standard input.
    let (out, err, status) = run(cat().stdin(File::open(&one).unwrap()));
    assert_eq!((out.as_str(), err.as_str(), status), ("one\n", "", Some(0)));
}

#[test]
fn large_file() {
    // A little more than 64 MiB, in which no two pages are equal.
    let content: Vec<u8> = (0..(64 << 20) / 4 + 3).flat_map(u32::to_le_bytes).collect();
    let path = file("large", &content);
    let output = cat().arg(&path).output().unwrap();
    assert!(output.status.success());
    assert!(output.stdout == content, "{} bytes", output.stdout.len());
    fs::remove_file(path).unwrap();
}

#[test]
fn past_four_gib() {
    let path = file("sparse", b"start");
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(5 << 30)
        .unwrap();
    let mut child = cat().arg(&path).stdout(Stdio::piped()).spawn().unwrap();
    let mut start = [1; 8];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    assert_eq!(&start, b"start\0\0\0");
    // The test reads no further.
    child.wait().unwrap();
    fs::remove_file(path).unwrap();
}

#[test]
fn errors_by_name() {
    let one = file("still", b"still\n");
    let mut command = cat();
    command.args(["no/such/file", "/", one.to_str().unwrap()]);
    let (out, err, status) = run(&mut command);
    assert_eq!(
        err,
        "cat: no/such/file: no such file or directory\ncat: /: is a directory\n"
    );
    assert_eq!((out.as_str(), status), ("still\n", Some(1)));
}

/// Copying a file to itself would never end.
#[test]
fn input_is_output() {
    let other = file("other", b"other\n");
    let refused = "input file is output file\n";
    for (flags, at, content) in [
        (libc::O_APPEND, 0, &b"itself\n"[..]),
        (0, 0, b"itself\n"),
        // At the file's end and past it, the output is after the input.
        (0, 7, b"itself\n"),
        (0, 4096, b"itself\n"),
    ] {
        let itself = file("itself", content);
        let output = || {
            let mut options = File::options();
            let mut output = options
                .write(true)
                .custom_flags(flags)
                .open(&itself)
                .unwrap();
            output.seek(SeekFrom::Start(at)).unwrap();
            output
        };
        // The file itself, by name and as standard input, is rejected. The other files are copied.
        let (_, err, status) = run(limited(cat().arg(&itself).stdout(output())));
        let expected = format!("cat: {}: {refused}", itself.display());
        assert_eq!((err, status), (expected, Some(1)), "{flags} {at}");
        let input = File::open(&itself).unwrap();
        let (_, err, status) = run(limited(cat().stdin(input).stdout(output())));
        assert_eq!(
            (err, status),
            (format!("cat: -: {refused}"), Some(1)),
            "{flags} {at}"
        );
        assert_eq!(fs::read(&itself).unwrap(), content, "{flags} {at}");
    }
    let itself = file("itself", b"itself\n");
    let append = || File::options().append(true).open(&itself).unwrap();
    let mut command = cat();
    command.args([&other, &itself, &other]).stdout(append());
    assert_eq!(run(limited(&mut command)).2, Some(1));
    assert_eq!(fs::read(&itself).unwrap(), b"itself\nother\nother\n");
    // An empty file ends at once, and a file that is not regular cannot grow.
    let empty = file("empty", b"");
    let append = File::options().append(true).open(&empty).unwrap();
    let ended = run(limited(cat().arg(&empty).stdout(append)));
    assert_eq!(ended, (String::new(), String::new(), Some(0)));
    let null = File::options().write(true).open("/dev/null").unwrap();
    let ended = run(limited(cat().arg("/dev/null").stdout(null)));
    assert_eq!(ended, (String::new(), String::new(), Some(0)));
}

/// Limits the size of the files that a command may write, so that a copy without end does not fill
/// the disk.
fn limited(command: &mut Command) -> &mut Command {
    let limit = || {
        let limit = libc::rlimit {
            rlim_cur: 1 << 20,
            rlim_max: 1 << 20,
        };
        // SAFETY: the call only reads the limit.
        unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &raw const limit) };
        Ok(())
    };
    // SAFETY: the closure makes one system call.
    unsafe { command.pre_exec(limit) }
}

#[test]
fn output_that_takes_no_more() {
    if !device("cat::output_that_takes_no_more", "/dev/full") {
        return;
    }
    let one = file("full", b"full\n");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let (_, err, status) = run(cat().arg(&one).stdout(full));
    assert_eq!(
        (err.as_str(), status),
        ("cat: write error: no space left\n", Some(1))
    );
}

#[test]
fn closed_pipe() {
    let one = file("unread", b"unread\n");
    for (ignore, expected) in [(false, 128 + libc::SIGPIPE), (true, 1)] {
        let (_, err, status) = run(unread(cat().arg(&one), ignore));
        assert_eq!((err.as_str(), status), ("", Some(expected)));
    }
}
