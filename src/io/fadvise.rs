//! `posix_fadvise(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::constants;

constants! {
    /// How a range of a file will be read (`POSIX_FADV_`).
    pub struct FileAdvice: i32 {
        /// In no way that is known.
        const NORMAL ("POSIX_FADV_NORMAL") = 0;
        /// In random order: nothing is read ahead.
        const RANDOM ("POSIX_FADV_RANDOM") = 1;
        /// From front to back: twice as much is read ahead.
        const SEQUENTIAL ("POSIX_FADV_SEQUENTIAL") = 2;
        /// Soon: reading begins now.
        const WILLNEED ("POSIX_FADV_WILLNEED") = 3;
        /// Not soon: pages that are not changed leave the cache.
        const DONTNEED ("POSIX_FADV_DONTNEED") = 4;
        /// Once: pages that are read count as little used (Linux 6.3; before it nothing).
        const NOREUSE ("POSIX_FADV_NOREUSE") = 5;
    }
}

/// `posix_fadvise(2)`: says how `length` bytes of a file from `offset` on will be read; 0 bytes mean up to the end.
///
/// `RANDOM`, `SEQUENTIAL` and `NORMAL` hold for the whole open file, whatever the range.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown advice, or a length above `i64::MAX`. On newer kernels, such as 7.2, also an
///   offset above `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe.
///
/// # Kernel
///
/// Linux 2.6 as `fadvise64`, on i686 `fadvise64_64`, `mm/fadvise.c`.
/// [posix_fadvise(2)](https://man7.org/linux/man-pages/man2/posix_fadvise.2.html)
#[doc(alias = "posix_fadvise")]
#[doc(alias = "fadvise64")]
#[doc(alias = "fadvise64_64")]
#[inline]
pub fn fadvise(fd: impl AsFd, offset: u64, length: u64, advice: FileAdvice) -> Result<()> {
    // SAFETY: takes numbers and touches no memory; what leaves the cache is read again when it is needed.
    unsafe { sys!(FADVISE64, fd.as_fd(), wide offset, wide length, advice) }
}
