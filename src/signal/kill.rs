//! `kill(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::id::Pid;
use crate::types::signal::Signal;

/// `kill(2)`: sends a signal to a process, a group of them, or all.
///
/// A positive `pid` is a process; 0 the caller's process group; -1 every process that the caller may send to, except
/// process 1 and itself; any other negative number the group of that number's amount. Without a signal nothing is sent,
/// and the answer says whether it could be.
///
/// # Errors
///
/// - [`PERM`](crate::Errno::PERM): the caller may send to none of them.
/// - [`SRCH`](crate::Errno::SRCH): there is no such process or group.
///
/// # Kernel
///
/// Linux 1.0, `kernel/signal.c`. [kill(2)](https://man7.org/linux/man-pages/man2/kill.2.html)
#[inline]
pub fn kill(pid: Pid, signal: Option<Signal>) -> Result<()> {
    // SAFETY: no memory is involved; what a handler does is its own.
    unsafe { sys!(KILL, pid, signal) }
}
