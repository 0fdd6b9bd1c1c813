//! `print!` to descriptors that accept little, nothing, or nothing yet.

use std::fs::File;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use crate::support::machine::device;
use crate::support::program::{example, run};
use crate::support::strace;

/// Runs `hello` under strace, which replaces the result of its first `write`, and returns the
/// trace.
fn with_first_write(test: &str, answer: &str) -> Option<String> {
    if !strace::here(test) {
        return None;
    }
    let mut strace = strace::strace();
    strace.args(["-e", "trace=write", "-e"]);
    strace
        .arg(format!("inject=write:{answer}:when=1"))
        .arg(example("hello", "release"));
    let (_, trace, status) = run(&mut strace);
    assert_eq!(status, Some(0), "{trace}");
    Some(trace)
}

#[test]
fn interrupted_write() {
    if let Some(trace) = with_first_write("interrupted_write", "error=EINTR") {
        assert_eq!(
            trace.matches(r#"write(1, "Hello, World!\n", 14)"#).count(),
            2,
            "{trace}"
        );
    }
}

#[test]
fn short_write() {
    if let Some(trace) = with_first_write("short_write", "retval=5") {
        assert_eq!(trace.matches("write(").count(), 2, "{trace}");
        assert!(trace.contains(r#"write(1, ", World!\n", 9)"#), "{trace}");
    }
}

/// `hello` starts with `entry!(main, bare)`, so its output does not wait for the descriptor.
#[test]
fn failed_write() {
    for answer in ["error=EIO", "error=EAGAIN", "retval=0"] {
        if let Some(trace) = with_first_write("failed_write", answer) {
            assert_eq!(trace.matches("write(").count(), 1, "{trace}");
        }
    }
}

#[test]
fn full_device() {
    if !device("printing::full_device", "/dev/full") {
        return;
    }
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ended = run(Command::new(example("hello", "release")).stdout(full));
    assert_eq!(ended, (String::new(), String::new(), Some(0)));
}

#[test]
fn closed_descriptor() {
    let mut command = Command::new(example("hello", "release"));
    // SAFETY: close may be called between fork and exec.
    unsafe {
        command.pre_exec(|| {
            libc::close(1);
            Ok(())
        });
    }
    let ended = run(command.stdout(Stdio::inherit()));
    assert_eq!(ended, (String::new(), String::new(), Some(0)));
}

/// Makes the command's output a pipe without a reader. SIGPIPE ends the command, or if it is
/// ignored, `write` returns EPIPE.
pub(super) fn unread(command: &mut Command, ignore: bool) -> &mut Command {
    let mut ends = [0; 2];
    // SAFETY: pipe2 writes two descriptors, which belong to this process alone.
    let writer = unsafe {
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        drop(OwnedFd::from_raw_fd(ends[0]));
        OwnedFd::from_raw_fd(ends[1])
    };
    if ignore {
        // SAFETY: signal may be called between fork and exec.
        unsafe {
            command.pre_exec(|| {
                libc::signal(libc::SIGPIPE, libc::SIG_IGN);
                Ok(())
            });
        }
    }
    command.stdout(writer)
}

#[test]
fn closed_pipe() {
    let program = example("hello", "release");
    let ended = run(unread(&mut Command::new(&program), false));
    assert_eq!(
        ended,
        (String::new(), String::new(), Some(128 + libc::SIGPIPE))
    );
    let ended = run(unread(&mut Command::new(&program), true));
    assert_eq!(ended, (String::new(), String::new(), Some(0)));
}
