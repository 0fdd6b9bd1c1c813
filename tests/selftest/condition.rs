//! Descriptors, arguments and environment that are missing or of no use.

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

/// The program, which does something before it starts.
fn after(first: impl FnMut() -> io::Result<()> + Send + Sync + 'static) -> Command {
    let mut command = command();
    // SAFETY: the callers make system calls alone.
    unsafe { command.pre_exec(first) };
    command
}

fn close(fds: &'static [i32]) -> impl FnMut() -> io::Result<()> + Send + Sync {
    move || {
        for &fd in fds {
            // SAFETY: a standard descriptor of a process that is about to be another program.
            unsafe { libc::close(fd) };
        }
        Ok(())
    }
}

/// No check failed, which is all that a program without output can say.
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
    // SAFETY: the kernel writes two descriptors, which nobody else has.
    let writer = unsafe {
        assert_eq!(libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC), 0);
        libc::close(ends[0]);
        OwnedFd::from_raw_fd(ends[1])
    };
    let mut command = after(|| {
        // SAFETY: ignores a signal in a process that is about to be another program.
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
        // SAFETY: both lists end with null.
        unsafe { libc::execve(path.as_ptr(), none.as_ptr(), none.as_ptr()) };
        Err(io::Error::last_os_error())
    });
    let report = Report::read(&command.output().unwrap());
    report.expect_ok("selftest::no_arguments_and_no_environment");
}

/// As much of both as the kernel takes.
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

/// Where nothing can be written and no file be opened: a reason to skip, no failure.
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
            // SAFETY: reads one limit; a write beyond a limit is an error and no signal.
            unsafe {
                libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
                libc::setrlimit(which, &raw const limit);
            }
            Ok(())
        });
        match command.output() {
            // Fewer than the kernel or the C library itself takes to start it.
            Err(error) => skip::skip("selftest::few_descriptors_and_little_memory", error),
            Ok(output) => {
                // What fails is for want of what was taken away; the program comes to its end.
                Report::read(&output);
            }
        }
    }
}
