//! Duplicating descriptors.

use crate::errno::Result;
use crate::fd::{AsFd, OwnedFd, RawFd};
use crate::sys::sys;

const F_DUPFD: u32 = 0;
const F_DUPFD_QUERY: u32 = 1027;
const F_DUPFD_CLOEXEC: u32 = 1030;

/// `fcntl(2)`, `F_DUPFD`: duplicates a descriptor to the lowest free number that is not below
/// `min`.
///
/// Returns the new descriptor, which stays open at `execve`. Both descriptors refer to the same
/// open file description, as after [`dup`](super::super::dup()).
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `min` is negative, or not below the limit of the process.
/// - [`MFILE`](crate::Errno::MFILE): no number from `min` up to the limit is free.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_DUPFD(2const)](https://man7.org/linux/man-pages/man2/F_DUPFD.2const.html)
#[doc(alias = "F_DUPFD")]
#[doc(alias = "dup")]
#[inline]
pub fn fcntl_dupfd(fd: impl AsFd, min: RawFd) -> Result<OwnedFd> {
    // SAFETY: the descriptor that the kernel returns is new.
    unsafe { sys!(FCNTL, fd.as_fd(), F_DUPFD, min) }
}

/// `fcntl(2)`, `F_DUPFD_CLOEXEC`: duplicates a descriptor as [`fcntl_dupfd`] does, and marks the
/// new one to be closed at `execve`.
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
    // SAFETY: the descriptor that the kernel returns is new.
    unsafe { sys!(FCNTL, fd.as_fd(), F_DUPFD_CLOEXEC, min) }
}

/// `fcntl(2)`, `F_DUPFD_QUERY`: returns whether two descriptors refer to the same open file
/// description.
///
/// This is the case if one is a duplicate of the other. If each was opened separately, it is not,
/// even if the file is the same.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` or `other` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel is older than Linux 6.10.
///
/// # Kernel
///
/// Linux 6.10, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_DUPFD_QUERY(2const)](https://man7.org/linux/man-pages/man2/F_DUPFD_QUERY.2const.html)
#[doc(alias = "F_DUPFD_QUERY")]
#[inline]
pub fn fcntl_dupfd_query(fd: impl AsFd, other: impl AsFd) -> Result<bool> {
    // SAFETY: the call changes nothing.
    let same: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_DUPFD_QUERY, other.as_fd()) };
    same.map(|same| same != 0)
}
