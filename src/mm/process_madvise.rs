//! `process_madvise(2)`: any advice, unsafe, and one safe function for each that another process may be given.

use super::Advice;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::iovec::RemoteIoSlice;

/// No flags: the kernel knows none.
const FLAGS: u32 = 0;

/// `process_madvise(2)`: as [`madvise`](super::madvise), for several ranges of the process that `pidfd` means.
///
/// Returns the count of bytes that have the advice, in order; after an error behind the first range it is less than all of
/// them. To another process only `COLD`, `COLLAPSE`, `PAGEOUT` and `WILLNEED` may be said, which have safe functions here; to
/// itself a process may say anything (Linux 6.13). The kernel knows no flags for this call; 0 is passed.
///
/// # Errors
///
/// Those of [`madvise`](super::madvise), and:
///
/// - [`BADF`](crate::Errno::BADF): no descriptor of a process.
/// - [`INTR`](crate::Errno::INTR): a signal before the first range.
/// - [`INVAL`](crate::Errno::INVAL): more than 1024 ranges, more bytes than `isize::MAX`, or advice that is not for other
///   processes.
/// - [`PERM`](crate::Errno::PERM): the caller may not look at the process, or not change how fast it runs.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - That of [`madvise`](super::madvise), for each range, in the process that the ranges are of.
///
/// # Kernel
///
/// Linux 5.10, `mm/madvise.c`.
/// [process_madvise(2)](https://man7.org/linux/man-pages/man2/process_madvise.2.html)
#[inline]
pub unsafe fn process_madvise(
    pidfd: impl AsFd,
    ranges: &[RemoteIoSlice],
    advice: Advice,
) -> Result<usize> {
    let (ptr, len) = (ranges.as_ptr(), ranges.len());
    // SAFETY: the ranges have the kernel's form; the caller vouches for what the advice does to them.
    unsafe { sys!(PROCESS_MADVISE, pidfd.as_fd(), ptr, len, advice, FLAGS) }
}

/// `process_madvise(2)`, `MADV_COLD`: pages are among the first to be paged out when memory is short.
///
/// Returns as [`process_madvise`] does. The call is safe: a page that is paged out comes back as it was.
///
/// # Errors
///
/// Those of [`process_madvise`] and [`madvise_cold`](super::madvise_cold).
///
/// # Kernel
///
/// Linux 5.10, `mm/madvise.c`.
/// [process_madvise(2)](https://man7.org/linux/man-pages/man2/process_madvise.2.html)
#[doc(alias = "MADV_COLD")]
#[inline]
pub fn process_madvise_cold(pidfd: impl AsFd, ranges: &[RemoteIoSlice]) -> Result<usize> {
    // SAFETY: what is in the ranges and who may do what with them stays.
    unsafe { process_madvise(pidfd, ranges, Advice::COLD) }
}

/// `process_madvise(2)`, `MADV_COLLAPSE`: makes huge pages of those that are there, now, by copying.
///
/// Returns as [`process_madvise`] does. The call is safe: content stays as it is, at the same addresses.
///
/// # Errors
///
/// Those of [`process_madvise`] and [`madvise_collapse`](super::madvise_collapse).
///
/// # Kernel
///
/// Linux 6.1, `mm/madvise.c`.
/// [process_madvise(2)](https://man7.org/linux/man-pages/man2/process_madvise.2.html)
#[doc(alias = "MADV_COLLAPSE")]
#[inline]
pub fn process_madvise_collapse(pidfd: impl AsFd, ranges: &[RemoteIoSlice]) -> Result<usize> {
    // SAFETY: what is in the ranges and who may do what with them stays.
    unsafe { process_madvise(pidfd, ranges, Advice::COLLAPSE) }
}

/// `process_madvise(2)`, `MADV_PAGEOUT`: pages out now what can be.
///
/// Returns as [`process_madvise`] does. The call is safe: a page that is paged out comes back as it was.
///
/// # Errors
///
/// Those of [`process_madvise`] and [`madvise_pageout`](super::madvise_pageout).
///
/// # Kernel
///
/// Linux 5.10, `mm/madvise.c`.
/// [process_madvise(2)](https://man7.org/linux/man-pages/man2/process_madvise.2.html)
#[doc(alias = "MADV_PAGEOUT")]
#[inline]
pub fn process_madvise_pageout(pidfd: impl AsFd, ranges: &[RemoteIoSlice]) -> Result<usize> {
    // SAFETY: what is in the ranges and who may do what with them stays.
    unsafe { process_madvise(pidfd, ranges, Advice::PAGEOUT) }
}

/// `process_madvise(2)`, `MADV_WILLNEED`: begins to bring in what is in the file or in swap.
///
/// Returns as [`process_madvise`] does. The call is safe: it brings content to memory and changes none.
///
/// # Errors
///
/// Those of [`process_madvise`] and [`madvise_willneed`](super::madvise_willneed).
///
/// # Kernel
///
/// Linux 5.15, `mm/madvise.c`.
/// [process_madvise(2)](https://man7.org/linux/man-pages/man2/process_madvise.2.html)
#[doc(alias = "MADV_WILLNEED")]
#[inline]
pub fn process_madvise_willneed(pidfd: impl AsFd, ranges: &[RemoteIoSlice]) -> Result<usize> {
    // SAFETY: what is in the ranges and who may do what with them stays.
    unsafe { process_madvise(pidfd, ranges, Advice::WILLNEED) }
}
