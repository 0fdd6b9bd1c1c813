//! `gettid(2)`.

use crate::sys::sys;
use crate::types::id::Pid;

/// `gettid(2)`: the id of this thread; that of the process in its first thread.
///
/// # Kernel
///
/// Linux 2.4.11, `kernel/sys.c`. [gettid(2)](https://man7.org/linux/man-pages/man2/gettid.2.html)
#[inline]
#[must_use]
pub fn gettid() -> Pid {
    // SAFETY: takes nothing, changes nothing, cannot fail.
    unsafe { sys!(GETTID) }
}
