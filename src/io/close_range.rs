//! `close_range(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// What [`close_range`] does with the descriptors (`CLOSE_RANGE_`); nothing set: close them.
    pub struct CloseRangeFlags: u32 {
        /// First give this thread a table of descriptors of its own.
        const UNSHARE ("CLOSE_RANGE_UNSHARE") = 1 << 1;
        /// Not now but at exec (Linux 5.11).
        const CLOEXEC ("CLOSE_RANGE_CLOEXEC") = 1 << 2;
    }
}

/// `close_range(2)`: closes all descriptors from `first` to `last`, both included.
///
/// Numbers that are not open are skipped; `u32::MAX` as `last` is all that there are. What closing them has to say is lost.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `first` above `last`, or an unknown flag.
/// - [`MFILE`](crate::Errno::MFILE), [`NOMEM`](crate::Errno::NOMEM): no table of its own to be had, with
///   [`UNSHARE`](CloseRangeFlags::UNSHARE).
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 5.9.
///
/// # Safety
///
/// - Every descriptor of the range is the caller's, and nobody, an [`OwnedFd`](crate::fd::OwnedFd) included, uses or
///   closes it any more; or nothing is closed, because of [`CLOEXEC`](CloseRangeFlags::CLOEXEC).
/// - With [`UNSHARE`](CloseRangeFlags::UNSHARE): this thread uses no descriptor that another thread opens from now on, and
///   the others use none of its.
///
/// # Kernel
///
/// Linux 5.9, `fs/file.c`. [close_range(2)](https://man7.org/linux/man-pages/man2/close_range.2.html)
#[doc(alias = "closefrom")]
#[inline]
pub unsafe fn close_range(first: u32, last: u32, flags: CloseRangeFlags) -> Result<()> {
    // SAFETY: the caller vouches for the descriptors.
    unsafe { sys!(CLOSE_RANGE, first, last, flags) }
}

/// `close_range(2)` with `CLOSE_RANGE_CLOEXEC`: all descriptors from `first` to `last`, both included, close at exec.
///
/// Safe, as [`fcntl_setfd`](super::fcntl_setfd) is: each descriptor stays open, and what it is, as long as there is anybody
/// in this program who could have it; exec ends them all. Whoever means to hand on a descriptor of the range clears the flag
/// behind this call.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `first` above `last`, or before Linux 5.11.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 5.9.
///
/// # Kernel
///
/// Linux 5.11, `fs/file.c`. [close_range(2)](https://man7.org/linux/man-pages/man2/close_range.2.html)
#[doc(alias = "CLOSE_RANGE_CLOEXEC")]
#[inline]
pub fn close_range_cloexec(first: u32, last: u32) -> Result<()> {
    // SAFETY: with this flag alone nothing is closed, and the table stays the one of all threads.
    unsafe { close_range(first, last, CloseRangeFlags::CLOEXEC) }
}
