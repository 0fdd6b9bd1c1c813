//! Runs the program as the first process of a system: alone in an empty file system, without
//! `/proc`, and not allowed to exit.

use std::ffi::CString;
use std::fs::{self, File};
use std::io::Read as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Output};
use std::{env, ptr};

use super::report::{Report, program};
use crate::support::skip;

/// Runs the program as process 1 of a new namespace, with `words` as its arguments.
fn first(name: &str, words: &[&str]) -> Option<Output> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("selftest-root-{name}"));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    // A link, not a copy: a file that was just written is busy while a child of another test also
    // has it open.
    fs::hard_link(program(), root.join("init")).unwrap();
    let log = root.with_extension("log");
    let out = File::create(&log).unwrap();
    let dir = CString::new(root.as_os_str().as_bytes()).unwrap();
    let words = ["/init"]
        .iter()
        .chain(words)
        .map(|&word| CString::new(word).unwrap());
    let words = Vec::from_iter(words);
    let mut args = Vec::from_iter(words.iter().map(|word| word.as_ptr()));
    args.push(ptr::null());
    let env = [c"HOME=/".as_ptr(), c"TERM=linux".as_ptr(), ptr::null()];
    // SAFETY: the namespace is the only flag, so the child is a copy of this process; it only makes
    // system calls up to `execve`.
    let child = unsafe {
        libc::syscall(
            libc::SYS_clone,
            libc::CLONE_NEWPID | libc::SIGCHLD,
            0,
            0,
            0,
            0,
        ) as libc::pid_t
    };
    if child == 0 {
        // SAFETY: the strings were allocated before the fork, and both lists end with a null
        // pointer.
        unsafe {
            if libc::chroot(dir.as_ptr()) == 0 && libc::chdir(c"/".as_ptr()) == 0 {
                libc::dup2(out.as_raw_fd(), 1);
                libc::close(0);
                libc::close(2);
                libc::execve(c"/init".as_ptr(), args.as_ptr(), env.as_ptr());
            }
            libc::_exit(127);
        }
    }
    if child < 0 {
        skip::skip(
            &format!("selftest::first_process_{name}"),
            "only root may create process namespaces",
        );
        return None;
    }
    let mut status = 0;
    // SAFETY: waits for the child created above; the kernel writes one status.
    unsafe { libc::waitpid(child, &raw mut status, 0) };
    let mut stdout = Vec::new();
    File::open(&log).unwrap().read_to_end(&mut stdout).unwrap();
    let status = ExitStatus::from_raw(status);
    Some(Output {
        status,
        stdout,
        stderr: Vec::new(),
    })
}

/// Asserts that the program ran and reported every check and then ended by `signal`. In a
/// namespace, powering off ends process 1 with `SIGINT`, and restarting with `SIGHUP`.
fn expect(name: &str, words: &[&str], signal: i32) {
    let Some(mut output) = first(name, words) else {
        return;
    };
    assert_eq!(output.status.signal(), Some(signal), "{output:?}");
    // Everything else must look as if the program had exited normally.
    output.status = ExitStatus::from_raw(0);
    Report::read(&output).expect_ok(&format!("selftest::first_process_{name}"));
}

#[test]
fn turns_the_machine_off() {
    expect("power_off", &[], libc::SIGINT);
    // Words that the kernel passes on from its command line are not taken as names.
    expect("words", &["quiet", "io::read", "--check"], libc::SIGINT);
}

#[test]
fn restarts_the_machine() {
    expect("restart", &["splash", "--end=restart"], libc::SIGHUP);
}

#[test]
fn ends_where_that_is_wanted() {
    if let Some(output) = first("exit", &["--end=exit"]) {
        Report::read(&output).expect_ok("selftest::first_process_exit");
    }
}
