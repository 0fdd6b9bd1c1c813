//! `getpid(2)`.

use crate::invoke::sys;
use crate::types::id::Pid;

/// `getpid(2)`: the id of this process.
///
/// # Kernel
///
/// Linux 1.0, `kernel/sys.c`. [getpid(2)](https://man7.org/linux/man-pages/man2/getpid.2.html)
#[inline]
#[must_use]
pub fn getpid() -> Pid {
    // SAFETY: takes nothing, changes nothing, cannot fail.
    unsafe { sys!(GETPID) }
}
