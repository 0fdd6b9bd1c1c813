//! Starts the program with descriptors, arguments or an environment that are missing or unusable.

use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitStatus, Output};
use std::ptr;

use super::report::{Report, command, program};
use crate::support::skip;

/// The program, with `first` called in the child before `execve`.
fn after(first: impl FnMut() -> io::Result<()> + Send + Sync + 'static) -> Command {
    let mut command = command();
    // SAFETY: the callers' closures only make system calls.
    unsafe { command.pre_exec(first) };
    command
}

fn close(fds: &'static [i32]) -> impl FnMut() -> io::Result<()> + Send + Sync {
    move || {
        for &fd in fds {
            // SAFETY: a standard descriptor of a process that is about to call `execve`.
            unsafe { libc::close(fd) };
        }
        Ok(())
    }
}

/// Asserts that no check failed. Without output, the status is all that the program can report.
fn expect(status: ExitStatus) {
    assert_eq!(status.code(), Some(0), "{status}");
}

#[test]
fn closed_standard_descriptors() {
    expect(after(close(&[1])).status().unwrap());
    expect(after(close(&[0, 1, 2])).status().unwrap());
    let Output {
        status,
        stdout,
        stderr,
    } = after(close(&[0, 2])).output().unwrap();
    Report::read(&Output {
        status,
        stdout,
        stderr,
    })
    .expect_ok("selftest::closed_standard_descriptors");
}

#[test]
fn output_that_goes_nowhere() {
    if let Ok(full) = File::options().write(true).open("/dev/full") {
        expect(command().stdout(full).status().unwrap());
    }
    let mut ends = [0; 2];
    // SAFETY: the kernel writes two new descriptors, which nothing else owns.
    let writer = unsafe {
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        libc::close(ends[0]);
        OwnedFd::from_raw_fd(ends[1])
    };
    let mut command = after(|| {
        // SAFETY: ignores a signal in a process that is about to call `execve`.
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
        Ok(())
    });
    expect(command.stdout(writer).status().unwrap());
}

#[test]
fn no_arguments_and_no_environment() {
    let path = CString::new(program().as_os_str().as_bytes()).unwrap();
    let mut command = after(move || {
        let none = [ptr::null()];
        // SAFETY: both lists end with a null pointer.
        unsafe { libc::execve(path.as_ptr(), none.as_ptr(), none.as_ptr()) };
        Err(io::Error::last_os_error())
    });
    let report = Report::read(&command.output().unwrap());
    report.expect_ok("selftest::no_arguments_and_no_environment");
}

/// As many arguments and as large an environment as the kernel accepts.
#[test]
fn long_arguments_and_environment() {
    let long = "x".repeat(100_000);
    let mut command = command();
    command
        .args(["--check", "arguments", "stack_alignment", "auxv"])
        .env_clear();
    command.envs((0..10).map(|n| (format!("NAME{n}"), &long)));
    let output = command.output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

/// Under tight limits checks may be skipped or fail, but the program reaches its end.
#[test]
fn few_descriptors_and_little_memory() {
    let limits = [
        (libc::RLIMIT_NOFILE, 3),
        (libc::RLIMIT_AS, 8 << 20),
        (libc::RLIMIT_FSIZE, 0),
        (libc::RLIMIT_STACK, 64 << 10),
    ];
    for (which, most) in limits {
        let mut command = after(move || {
            let limit = libc::rlimit {
                rlim_cur: most,
                rlim_max: most,
            };
            // SAFETY: the kernel reads one limit; with the signal ignored, a write beyond it
            // returns an error.
            unsafe {
                libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
                libc::setrlimit(which, &raw const limit);
            }
            Ok(())
        });
        match command.output() {
            // The limit is too low even for the kernel or the C library to start the program.
            Err(error) => skip::skip("selftest::few_descriptors_and_little_memory", error),
            Ok(output) => {
                // A check may fail because of the limit. `read` asserts that the program reached
                // its end.
                Report::read(&output);
            }
        }
    }
}
