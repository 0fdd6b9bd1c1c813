//! `posix_fadvise(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::constants;

constants! {
    /// The way in which a range of a file will be read (`POSIX_FADV_`).
    pub struct FileAdvice: i32 {
        /// In no particular way.
        const NORMAL ("POSIX_FADV_NORMAL") = 0;
        /// In random order. The kernel does not read ahead.
        const RANDOM ("POSIX_FADV_RANDOM") = 1;
        /// From front to back. The kernel reads ahead twice as much.
        const SEQUENTIAL ("POSIX_FADV_SEQUENTIAL") = 2;
        /// Soon. The kernel starts reading now.
        const WILLNEED ("POSIX_FADV_WILLNEED") = 3;
        /// Not soon. Pages without changes leave the cache.
        const DONTNEED ("POSIX_FADV_DONTNEED") = 4;
        /// Once. Reading a page does not count as a use of it (Linux 6.3; no effect before).
        const NOREUSE ("POSIX_FADV_NOREUSE") = 5;
    }
}

/// `posix_fadvise(2)`: declares how a range of a file will be read.
///
/// The range is the `length` bytes from `offset`, or all bytes from `offset` to the end if `length`
/// is 0. `RANDOM`, `SEQUENTIAL` and `NORMAL` apply to the whole open file description, whatever the
/// range.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `advice` is unknown, or `length` is above `i64::MAX`. Newer
///   kernels, such as 7.2, also return this for an offset above `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is a pipe.
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
    // SAFETY: the arguments are numbers, and the call accesses no memory of the process. The kernel
    // reads pages that leave the cache again when they are needed.
    unsafe { sys!(FADVISE64, fd.as_fd(), wide offset, wide length, advice) }
}
