//! `fork(2)`, as `clone(2)` without flags.

use crate::arch::direct;
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::sys::Decode as _;
use crate::sysno::Sysno;
use crate::types::id::Pid;
use crate::types::signal::Signal;

/// The process in which [`fork`] has returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Fork {
    /// The calling process. Contains the child's id.
    Parent(Pid),
    /// The new process.
    Child,
}

/// `fork(2)`: creates a copy of this process that contains only the calling thread.
///
/// The call is `clone(2)` without flags. It returns once in each process: [`Fork::Parent`] with the
/// child's id, and [`Fork::Child`]. When the child ends, it sends `SIGCHLD`, and
/// [`wait4`](super::wait4) returns its status.
///
/// ```
/// use trapgate::process::{self, Fork, WaitFlags};
///
/// // SAFETY: the child only exits.
/// match unsafe { process::fork() }? {
///     Fork::Child => process::exit_group(7),
///     Fork::Parent(child) => {
///         let ended = process::wait4(child, WaitFlags::empty(), None)?;
///         let (_, status) = ended.expect("without NOHANG, wait4 waits");
///         assert_eq!(status.code(), Some(7));
///     }
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the limit on processes is reached.
/// - [`NOMEM`](crate::Errno::NOMEM): memory is short, or process 1 of the pid namespace has ended.
///
/// # Safety
///
/// These duties apply to the child, if the process had other threads or a C library:
///
/// - Until it calls `execve` or `exit_group`, the child must do only what a signal handler may do.
///   Work of the other threads is left half done and their locks stay locked, so the child must not
///   allocate memory, or print with the standard library.
/// - The child must not rely on the C library knowing about the fork. The library still contains
///   the parent's ids of the process and the thread, and has not run the functions registered with
///   `pthread_atfork`.
///
/// # Kernel
///
/// Linux 1.0 as `clone`, `kernel/fork.c`. On i686, the call always uses `int 0x80`.
/// [fork(2)](https://man7.org/linux/man-pages/man2/fork.2.html)
#[doc(alias = "clone")]
#[inline]
pub unsafe fn fork() -> Result<Fork> {
    // SAFETY: without flags, the kernel reads no further argument, and without a stack, the child
    // continues on its copy of this one. The caller has the duties for the child.
    let child: Result<Pid> =
        unsafe { Result::decode(direct::syscall2(Sysno::CLONE, Signal::CHLD.word(), 0)) };
    child.map(|child| match child.raw() {
        0 => Fork::Child,
        _ => Fork::Parent(child),
    })
}
