//! `readahead(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `readahead(2)`: starts to read `count` bytes of a file from `offset` into the cache.
///
/// The call may return before the bytes are in the cache, and may read fewer than `count`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open for reading.
/// - [`INVAL`](crate::Errno::INVAL): `fd` is neither a regular file nor a block device, or `count`
///   is above `i64::MAX`. Newer kernels, such as 7.2, also return this for an offset above
///   `i64::MAX`.
///
/// # Kernel
///
/// Linux 2.4.13, `mm/readahead.c`.
/// [readahead(2)](https://man7.org/linux/man-pages/man2/readahead.2.html)
#[inline]
pub fn readahead(fd: impl AsFd, offset: u64, count: usize) -> Result<()> {
    // SAFETY: the arguments are numbers, and the call accesses no memory except the kernel's cache.
    unsafe { sys!(READAHEAD, fd.as_fd(), wide offset, count) }
}
