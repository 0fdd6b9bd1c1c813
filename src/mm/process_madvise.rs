//! `process_madvise(2)`: one unsafe function for any advice, and a safe function for each advice
//! that is allowed for another process.

use super::Advice;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::iovec::RemoteIoSlice;

/// The kernel defines no flags yet.
const FLAGS: u32 = 0;

/// `process_madvise(2)`: gives advice like [`madvise`](super::madvise), for several ranges of the
/// process that `pidfd` refers to.
///
/// Returns the number of bytes that the advice was applied to, in the order of the ranges. If an
/// error occurs after the first range, this is less than their total length. For another process,
/// only `COLD`, `COLLAPSE`, `PAGEOUT` and `WILLNEED` are allowed, which have safe functions in this
/// module. For itself, a process may use any advice (Linux 6.13). No flag is defined yet, so the
/// function passes 0.
///
/// # Errors
///
/// Those of [`madvise`](super::madvise), and:
///
/// - [`BADF`](crate::Errno::BADF): `pidfd` does not refer to a process.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call applied the advice to a range.
/// - [`INVAL`](crate::Errno::INVAL): `ranges` has more than 1024 entries or more than `isize::MAX`
///   bytes, or the advice is not allowed for another process.
/// - [`PERM`](crate::Errno::PERM): the caller may not inspect the process, or may not influence its
///   performance.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The duties of [`madvise`](super::madvise) must hold for each range, in the process that
///   `pidfd` refers to.
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
    // SAFETY: `RemoteIoSlice` has the layout of `struct iovec`, and the caller guarantees that the
    // effect of the advice on the ranges is sound.
    unsafe { sys!(PROCESS_MADVISE, pidfd.as_fd(), ptr, len, advice, FLAGS) }
}

/// `process_madvise(2)`, `MADV_COLD`: makes the kernel page out the ranges early when memory is
/// short.
///
/// The result is that of [`process_madvise`]. The call is safe: a page that is paged out returns
/// with the same content.
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
    // SAFETY: the advice changes neither the content of the ranges nor the access to them.
    unsafe { process_madvise(pidfd, ranges, Advice::COLD) }
}

/// `process_madvise(2)`, `MADV_COLLAPSE`: copies the pages into huge pages now.
///
/// The result is that of [`process_madvise`]. The call is safe: the content does not change and
/// keeps its addresses.
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
    // SAFETY: the advice changes neither the content of the ranges nor the access to them.
    unsafe { process_madvise(pidfd, ranges, Advice::COLLAPSE) }
}

/// `process_madvise(2)`, `MADV_PAGEOUT`: pages out as much of the ranges as possible now.
///
/// The result is that of [`process_madvise`]. The call is safe: a page that is paged out returns
/// with the same content.
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
    // SAFETY: the advice changes neither the content of the ranges nor the access to them.
    unsafe { process_madvise(pidfd, ranges, Advice::PAGEOUT) }
}

/// `process_madvise(2)`, `MADV_WILLNEED`: starts to read the ranges from their file or from swap.
///
/// The result is that of [`process_madvise`]. The call is safe: it brings content into memory and
/// changes none.
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
    // SAFETY: the advice changes neither the content of the ranges nor the access to them.
    unsafe { process_madvise(pidfd, ranges, Advice::WILLNEED) }
}
