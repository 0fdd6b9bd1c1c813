//! How much a pipe holds.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

const F_SETPIPE_SZ: u32 = 1031;
const F_GETPIPE_SZ: u32 = 1032;

/// `fcntl(2)`, `F_SETPIPE_SZ`: lets the pipe hold at least `size` bytes.
///
/// Returns how many it holds now: a power of two, and at least a page.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open, or not a pipe.
/// - [`BUSY`](crate::Errno::BUSY): more is in it already, or it is the kernel's for notifications.
/// - [`INVAL`](crate::Errno::INVAL): more than 2 GiB.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory.
/// - [`PERM`](crate::Errno::PERM): more than `/proc/sys/fs/pipe-max-size`, or all of the user's pipes hold too much; neither
///   counts with `CAP_SYS_RESOURCE`.
///
/// # Kernel
///
/// Linux 2.6.35, on i686 `fcntl64`, `fs/pipe.c`.
/// [F_SETPIPE_SZ(2const)](https://man7.org/linux/man-pages/man2/F_GETPIPE_SZ.2const.html)
#[doc(alias = "F_SETPIPE_SZ")]
#[inline]
pub fn fcntl_setpipe_sz(fd: impl AsFd, size: u32) -> Result<u32> {
    // SAFETY: changes a pipe; what is in it stays.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETPIPE_SZ, size) }
}

/// `fcntl(2)`, `F_GETPIPE_SZ`: how many bytes the pipe holds.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open, or not a pipe.
///
/// # Kernel
///
/// Linux 2.6.35, on i686 `fcntl64`, `fs/pipe.c`.
/// [F_GETPIPE_SZ(2const)](https://man7.org/linux/man-pages/man2/F_GETPIPE_SZ.2const.html)
#[doc(alias = "F_GETPIPE_SZ")]
#[inline]
pub fn fcntl_getpipe_sz(fd: impl AsFd) -> Result<u32> {
    // SAFETY: changes nothing.
    unsafe { sys!(FCNTL, fd.as_fd(), F_GETPIPE_SZ) }
}
