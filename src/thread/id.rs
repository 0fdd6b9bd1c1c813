//! `gettid(2)`.

use crate::sys::sys;
use crate::types::id::Pid;

/// `gettid(2)`: returns the id of the calling thread.
///
/// The id of the first thread of a process is the id of the process.
///
/// # Kernel
///
/// Linux 2.4.11, `kernel/sys.c`. [gettid(2)](https://man7.org/linux/man-pages/man2/gettid.2.html)
#[inline]
#[must_use]
pub fn gettid() -> Pid {
    // SAFETY: the call has no arguments, changes nothing and cannot fail.
    unsafe { sys!(GETTID) }
}
