//! `close_range(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`close_range`] (`CLOSE_RANGE_`). Without flags, it closes the descriptors.
    pub struct CloseRangeFlags: u32 {
        /// First gives the calling thread its own copy of the descriptor table.
        const UNSHARE ("CLOSE_RANGE_UNSHARE") = 1 << 1;
        /// Closes the descriptors at `execve`, not now (Linux 5.11).
        const CLOEXEC ("CLOSE_RANGE_CLOEXEC") = 1 << 2;
    }
}

/// `close_range(2)`: closes all descriptors from `first` to `last`, inclusive.
///
/// The call skips numbers that are not open. To close all descriptors from `first`, pass `u32::MAX`
/// as `last`. Errors from closing a file are lost.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `first` is above `last`, or `flags` contains an unknown flag.
/// - [`MFILE`](crate::Errno::MFILE), [`NOMEM`](crate::Errno::NOMEM): the kernel could not copy the
///   descriptor table for [`UNSHARE`](CloseRangeFlags::UNSHARE).
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 5.9.
///
/// # Safety
///
/// - Unless [`CLOEXEC`](CloseRangeFlags::CLOEXEC) is set, the caller must own every open descriptor
///   in the range. No code may use or close one of them after the call; this includes every
///   [`OwnedFd`](crate::fd::OwnedFd) that still exists.
/// - With [`UNSHARE`](CloseRangeFlags::UNSHARE), the calling thread must not use any descriptor
///   that another thread opens after the call, and the other threads must not use any that the
///   calling thread opens.
///
/// # Kernel
///
/// Linux 5.9, `fs/file.c`.
/// [close_range(2)](https://man7.org/linux/man-pages/man2/close_range.2.html)
#[doc(alias = "closefrom")]
#[inline]
pub unsafe fn close_range(first: u32, last: u32, flags: CloseRangeFlags) -> Result<()> {
    // SAFETY: the caller ensures that the descriptors are its own and that no code uses them
    // afterwards.
    unsafe { sys!(CLOSE_RANGE, first, last, flags) }
}

/// `close_range(2)`, `CLOSE_RANGE_CLOEXEC`: marks all descriptors from `first` to `last`,
/// inclusive, to be closed at `execve`.
///
/// The call is safe for the same reason as [`fcntl_setfd`](super::fcntl_setfd): each descriptor
/// stays open and keeps its file for as long as this program runs, and `execve` ends the program
/// together with all code that uses the descriptors. To pass a descriptor of the range to the next
/// program, clear its flag after this call.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `first` is above `last`, or the kernel is older than Linux
///   5.11.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 5.9.
///
/// # Kernel
///
/// Linux 5.11, `fs/file.c`.
/// [close_range(2)](https://man7.org/linux/man-pages/man2/close_range.2.html)
#[doc(alias = "CLOSE_RANGE_CLOEXEC")]
#[inline]
pub fn close_range_cloexec(first: u32, last: u32) -> Result<()> {
    // SAFETY: with this flag alone, the kernel closes no descriptor and all threads still share one
    // table.
    unsafe { close_range(first, last, CloseRangeFlags::CLOEXEC) }
}
