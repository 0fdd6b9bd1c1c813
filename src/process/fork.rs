//! `fork(2)`, which is `clone(2)` with no flags.

use crate::arch::direct;
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::sys::Decode as _;
use crate::sysno::Sysno;
use crate::types::id::Pid;
use crate::types::signal::Signal;

/// Where [`fork`] has returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Fork {
    /// In the process that called it; with the child's id.
    Parent(Pid),
    /// In the new process.
    Child,
}

/// `clone(2)` as `fork`: makes a copy of this process with only the calling thread in it.
///
/// Returns twice, once in each process. The child sends `SIGCHLD` when it ends; [`wait4`](super::wait4) takes its status.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): too many processes.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory, or the pid namespace has ended.
///
/// # Safety
///
/// In the child, if the process had other threads or a C library:
///
/// - Whatever another thread was about is left half done, and its locks stay locked: until `execve` or `exit_group` the
///   child does only what a signal handler may do, which rules out allocating, and printing through std.
/// - The C library has not been told: what it remembers of the thread and of the process, and what was registered with
///   `pthread_atfork`, is the parent's.
///
/// # Kernel
///
/// Linux 1.0 as `clone`, `kernel/fork.c`. On i686 always by `int 0x80`.
/// [fork(2)](https://man7.org/linux/man-pages/man2/fork.2.html)
#[doc(alias = "clone")]
#[inline]
pub unsafe fn fork() -> Result<Fork> {
    // SAFETY: without a flag the kernel looks at no further argument, and with no stack given the child goes on upon its
    // copy of this one. What the child may do is the caller's to observe.
    let child: Result<Pid> =
        unsafe { Result::decode(direct::syscall2(Sysno::CLONE, Signal::CHLD.word(), 0)) };
    child.map(|child| match child.raw() {
        0 => Fork::Child,
        _ => Fork::Parent(child),
    })
}
