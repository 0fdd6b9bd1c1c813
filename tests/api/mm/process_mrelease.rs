use trapgate::mm::process_mrelease;
use trapgate::process::{WaitFlags, getpid};
use trapgate::signal::{self, Signal};
use trapgate::{Errno, Sysno};

use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::machine;

/// Whether the kernel has the call. If not, prints a skip of `test`.
fn there(test: &str) -> bool {
    machine::since(test, Sysno::PROCESS_MRELEASE, (5, 15))
}

/// The child is killed, and a tracer stops it just before it releases its memory.
#[test]
fn process_mrelease_of_what_is_being_killed() {
    if !there("process_mrelease_of_what_is_being_killed") {
        return;
    }
    let process = child::start(|| {
        child::not_for_ever();
        loop {
            std::hint::spin_loop();
        }
    });
    let raw = process.raw();
    // SAFETY: the call accesses no memory; the child is traced by this thread.
    let seized = unsafe { libc::ptrace(libc::PTRACE_SEIZE, raw, 0, libc::PTRACE_O_TRACEEXIT) };
    assert_eq!(seized, 0, "{}", std::io::Error::last_os_error());
    let fd = child::pidfd(process);
    assert_eq!(
        process_mrelease(&fd),
        Err(Errno::INVAL),
        "the process is not being killed"
    );
    signal::kill(process, Some(Signal::KILL)).unwrap();
    let mut status = 0;
    // SAFETY: the kernel writes one status.
    let waited = unsafe { libc::waitpid(raw, &raw mut status, libc::__WALL) };
    assert_eq!(waited, raw);
    assert_eq!(status >> 8, libc::SIGTRAP | libc::PTRACE_EVENT_EXIT << 8);
    assert_eq!(process_mrelease(&fd), Ok(()));
    assert_eq!(
        process_mrelease(&fd),
        Ok(()),
        "its memory is already released"
    );
    // SAFETY: the call accesses no memory.
    assert_eq!(unsafe { libc::ptrace(libc::PTRACE_CONT, raw, 0, 0) }, 0);
    let status = child::wait(process, WaitFlags::empty());
    assert_eq!(status.signal(), Some(Signal::KILL));
    assert_eq!(process_mrelease(&fd), Err(Errno::SRCH));
}

#[test]
fn errors() {
    if !there("process_mrelease_errors") {
        return;
    }
    assert_eq!(process_mrelease(child::pidfd(getpid())), Err(Errno::INVAL));
    assert_eq!(process_mrelease(closed()), Err(Errno::BADF));
    assert_eq!(process_mrelease(memory()), Err(Errno::BADF));
}
