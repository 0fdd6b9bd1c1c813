//! `kill(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::id::Pid;
use crate::types::signal::Signal;

/// `kill(2)`: sends a signal to a process, to a process group, or to all processes.
///
/// A positive `pid` is the id of a process, and 0 is the caller's process group. -1 is every
/// process that the caller may send a signal to, except process 1 and the caller itself. Any other
/// negative number is the process group with the absolute value as its id. If `signal` is `None`,
/// the call sends no signal, and only checks whether the caller could send one.
///
/// # Errors
///
/// - [`PERM`](crate::Errno::PERM): the caller may not send a signal to any of the processes.
/// - [`SRCH`](crate::Errno::SRCH): the process or the process group does not exist.
///
/// # Kernel
///
/// Linux 1.0, `kernel/signal.c`. [kill(2)](https://man7.org/linux/man-pages/man2/kill.2.html)
#[inline]
pub fn kill(pid: Pid, signal: Option<Signal>) -> Result<()> {
    // SAFETY: the call accesses no memory. The code that installed a handler is responsible for
    // what the handler does.
    unsafe { sys!(KILL, pid, signal) }
}
