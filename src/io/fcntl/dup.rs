//! More descriptors of the same open file.

use crate::errno::Result;
use crate::fd::{AsFd, OwnedFd, RawFd};
use crate::sys::sys;

const F_DUPFD: u32 = 0;
const F_DUPFD_QUERY: u32 = 1027;
const F_DUPFD_CLOEXEC: u32 = 1030;

/// `fcntl(2)`, `F_DUPFD`: the lowest free descriptor from `min` on becomes another one of what `fd` has open.
///
/// It stays open at exec.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): `min` is negative or beyond the limit of the process.
/// - [`MFILE`](crate::Errno::MFILE): no descriptor from `min` on is free.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_DUPFD(2const)](https://man7.org/linux/man-pages/man2/F_DUPFD.2const.html)
#[doc(alias = "F_DUPFD")]
#[doc(alias = "dup")]
#[inline]
pub fn fcntl_dupfd(fd: impl AsFd, min: RawFd) -> Result<OwnedFd> {
    // SAFETY: the descriptor that the kernel answers is new.
    unsafe { sys!(FCNTL, fd.as_fd(), F_DUPFD, min) }
}

/// `fcntl(2)`, `F_DUPFD_CLOEXEC`: as [`fcntl_dupfd`]; the new descriptor closes at exec.
///
/// # Errors
///
/// Those of [`fcntl_dupfd`].
///
/// # Kernel
///
/// Linux 2.6.24, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_DUPFD_CLOEXEC(2const)](https://man7.org/linux/man-pages/man2/F_DUPFD.2const.html)
#[doc(alias = "F_DUPFD_CLOEXEC")]
#[inline]
pub fn fcntl_dupfd_cloexec(fd: impl AsFd, min: RawFd) -> Result<OwnedFd> {
    // SAFETY: the descriptor that the kernel answers is new.
    unsafe { sys!(FCNTL, fd.as_fd(), F_DUPFD_CLOEXEC, min) }
}

/// `fcntl(2)`, `F_DUPFD_QUERY`: whether both descriptors have the same open file, as those that `dup` makes.
///
/// Two that were opened one by one have not, also where the file is the same.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): one of them is not open.
/// - [`INVAL`](crate::Errno::INVAL): before Linux 6.10.
///
/// # Kernel
///
/// Linux 6.10, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_DUPFD_QUERY(2const)](https://man7.org/linux/man-pages/man2/F_DUPFD_QUERY.2const.html)
#[doc(alias = "F_DUPFD_QUERY")]
#[inline]
pub fn fcntl_dupfd_query(fd: impl AsFd, other: impl AsFd) -> Result<bool> {
    // SAFETY: changes nothing.
    let same: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_DUPFD_QUERY, other.as_fd()) };
    same.map(|same| same != 0)
}
