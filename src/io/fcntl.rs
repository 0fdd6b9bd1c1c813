//! `fcntl(2)`, one function for each command.

use crate::errno::Result;
use crate::invoke::sys;
use crate::types::fd::{AsFd, OwnedFd, RawFd};
use crate::types::flags;
use crate::types::open::OpenFlags;

const F_DUPFD: u32 = 0;
const F_GETFD: u32 = 1;
const F_SETFD: u32 = 2;
const F_GETFL: u32 = 3;
const F_SETFL: u32 = 4;
const F_DUPFD_CLOEXEC: u32 = 1030;

flags! {
    /// What belongs to a descriptor and not to the open file (`FD_`).
    pub struct FdFlags: u32 {
        /// Close at exec.
        const CLOEXEC = 1;
    }
}

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

/// `fcntl(2)`, `F_GETFD`: the flags of the descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETFD(2const)](https://man7.org/linux/man-pages/man2/F_GETFD.2const.html)
#[doc(alias = "F_GETFD")]
#[inline]
pub fn fcntl_getfd(fd: impl AsFd) -> Result<FdFlags> {
    // SAFETY: changes nothing.
    let bits: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETFD) };
    bits.map(FdFlags::from_bits_retain)
}

/// `fcntl(2)`, `F_SETFD`: sets the flags of the descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETFD(2const)](https://man7.org/linux/man-pages/man2/F_GETFD.2const.html)
#[doc(alias = "F_SETFD")]
#[inline]
pub fn fcntl_setfd(fd: impl AsFd, flags: FdFlags) -> Result<()> {
    // SAFETY: changes a flag of a descriptor that is open.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETFD, flags) }
}

/// `fcntl(2)`, `F_GETFL`: how the file was opened, and what [`fcntl_setfl`] has made of it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETFL(2const)](https://man7.org/linux/man-pages/man2/F_GETFL.2const.html)
#[doc(alias = "F_GETFL")]
#[inline]
pub fn fcntl_getfl(fd: impl AsFd) -> Result<OpenFlags> {
    // SAFETY: changes nothing.
    let bits: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETFL) };
    bits.map(OpenFlags::from_bits_retain)
}

/// `fcntl(2)`, `F_SETFL`: sets `APPEND`, `ASYNC`, `DIRECT`, `NOATIME` and `NONBLOCK` of the open file.
///
/// The kernel ignores the other flags.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): `DIRECT` on a file system without it.
/// - [`PERM`](crate::Errno::PERM): `APPEND` taken from a file that only grows, `NOATIME` on a file of somebody else's.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETFL(2const)](https://man7.org/linux/man-pages/man2/F_GETFL.2const.html)
#[doc(alias = "F_SETFL")]
#[inline]
pub fn fcntl_setfl(fd: impl AsFd, flags: OpenFlags) -> Result<()> {
    // SAFETY: changes flags of a file that is open.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETFL, flags) }
}
