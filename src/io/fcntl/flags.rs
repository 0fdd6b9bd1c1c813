//! The flags of a descriptor and of the open file behind it.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;
use crate::types::open::OpenFlags;

const F_GETFD: u32 = 1;
const F_SETFD: u32 = 2;
const F_GETFL: u32 = 3;
const F_SETFL: u32 = 4;
const F_CREATED_QUERY: u32 = 1028;

flags! {
    /// What belongs to a descriptor and not to the open file (`FD_`).
    pub struct FdFlags: u32 {
        /// Close at exec.
        const CLOEXEC ("FD_CLOEXEC") = 1;
    }
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

/// `fcntl(2)`, `F_CREATED_QUERY`: whether the `openat` that gave this open file has created the file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): before Linux 6.12.
///
/// # Kernel
///
/// Linux 6.12, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_CREATED_QUERY(2const)](https://man7.org/linux/man-pages/man2/F_CREATED_QUERY.2const.html)
#[doc(alias = "F_CREATED_QUERY")]
#[inline]
pub fn fcntl_created_query(fd: impl AsFd) -> Result<bool> {
    // SAFETY: changes nothing.
    let created: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_CREATED_QUERY) };
    created.map(|created| created != 0)
}
