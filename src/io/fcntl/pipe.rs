//! The capacity of a pipe.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

const F_SETPIPE_SZ: u32 = 1031;
const F_GETPIPE_SZ: u32 = 1032;

/// `fcntl(2)`, `F_SETPIPE_SZ`: sets the capacity of a pipe to at least `size` bytes.
///
/// Returns the new capacity in bytes, which is a power of two and at least one page.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or is not a pipe.
/// - [`BUSY`](crate::Errno::BUSY): the pipe contains more data than the new capacity, or is a pipe
///   for notifications by the kernel.
/// - [`INVAL`](crate::Errno::INVAL): `size` is above 2 GiB.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`PERM`](crate::Errno::PERM): `size` is above `/proc/sys/fs/pipe-max-size`, or the capacity of
///   all pipes of the user is above its limit. Neither applies to a caller with `CAP_SYS_RESOURCE`.
///
/// # Kernel
///
/// Linux 2.6.35, on i686 `fcntl64`, `fs/pipe.c`.
/// [F_SETPIPE_SZ(2const)](https://man7.org/linux/man-pages/man2/F_GETPIPE_SZ.2const.html)
#[doc(alias = "F_SETPIPE_SZ")]
#[inline]
pub fn fcntl_setpipe_sz(fd: impl AsFd, size: u32) -> Result<u32> {
    // SAFETY: the call changes the capacity of a pipe. Its contents stay.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETPIPE_SZ, size) }
}

/// `fcntl(2)`, `F_GETPIPE_SZ`: returns the capacity of a pipe in bytes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or is not a pipe.
///
/// # Kernel
///
/// Linux 2.6.35, on i686 `fcntl64`, `fs/pipe.c`.
/// [F_GETPIPE_SZ(2const)](https://man7.org/linux/man-pages/man2/F_GETPIPE_SZ.2const.html)
#[doc(alias = "F_GETPIPE_SZ")]
#[inline]
pub fn fcntl_getpipe_sz(fd: impl AsFd) -> Result<u32> {
    // SAFETY: the call changes nothing.
    unsafe { sys!(FCNTL, fd.as_fd(), F_GETPIPE_SZ) }
}
