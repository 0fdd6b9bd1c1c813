//! `readahead(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `readahead(2)`: begins to read `count` bytes of a file from `offset` on into the cache.
///
/// It may return before they are there, and it may read fewer.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open for reading.
/// - [`INVAL`](crate::Errno::INVAL): neither a regular file nor a block device, or a count above `i64::MAX`. On newer
///   kernels, such as 7.2, also an offset above `i64::MAX`.
///
/// # Kernel
///
/// Linux 2.4.13, `mm/readahead.c`. [readahead(2)](https://man7.org/linux/man-pages/man2/readahead.2.html)
#[inline]
pub fn readahead(fd: impl AsFd, offset: u64, count: usize) -> Result<()> {
    // SAFETY: takes numbers and touches no memory but the kernel's cache.
    unsafe { sys!(READAHEAD, fd.as_fd(), wide offset, count) }
}
