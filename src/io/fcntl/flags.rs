//! The flags of a descriptor, and those of its open file description.

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
    /// Flags of a descriptor, which its duplicates do not share (`FD_`).
    pub struct FdFlags: u32 {
        /// The kernel closes the descriptor at `execve`.
        const CLOEXEC ("FD_CLOEXEC") = 1;
    }
}

/// `fcntl(2)`, `F_GETFD`: returns the flags of a descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETFD(2const)](https://man7.org/linux/man-pages/man2/F_GETFD.2const.html)
#[doc(alias = "F_GETFD")]
#[inline]
pub fn fcntl_getfd(fd: impl AsFd) -> Result<FdFlags> {
    // SAFETY: the call changes nothing.
    let bits: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETFD) };
    bits.map(FdFlags::from_bits_retain)
}

/// `fcntl(2)`, `F_SETFD`: sets the flags of a descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETFD(2const)](https://man7.org/linux/man-pages/man2/F_GETFD.2const.html)
#[doc(alias = "F_SETFD")]
#[inline]
pub fn fcntl_setfd(fd: impl AsFd, flags: FdFlags) -> Result<()> {
    // SAFETY: the call changes a flag. The descriptor stays open and keeps its file.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETFD, flags) }
}

/// `fcntl(2)`, `F_GETFL`: returns the access mode and the status flags of an open file description.
///
/// These are the flags that the file was opened with, as changed by [`fcntl_setfl`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETFL(2const)](https://man7.org/linux/man-pages/man2/F_GETFL.2const.html)
#[doc(alias = "F_GETFL")]
#[inline]
pub fn fcntl_getfl(fd: impl AsFd) -> Result<OpenFlags> {
    // SAFETY: the call changes nothing.
    let bits: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETFL) };
    bits.map(OpenFlags::from_bits_retain)
}

/// `fcntl(2)`, `F_SETFL`: sets `APPEND`, `ASYNC`, `DIRECT`, `NOATIME` and `NONBLOCK` of an open
/// file description.
///
/// The kernel ignores all other flags. The change applies to every descriptor that shares the open
/// file description, including those of other processes.
///
/// ```
/// use trapgate::Errno;
/// use trapgate::io::{self, OpenFlags, PipeFlags};
///
/// let (reader, _writer) = io::pipe2(PipeFlags::CLOEXEC)?;
/// let flags = io::fcntl_getfl(&reader)?;
/// io::fcntl_setfl(&reader, flags | OpenFlags::NONBLOCK)?;
/// let mut buf = [0_u8; 8];
/// assert_eq!(io::read(&reader, &mut buf), Err(Errno::AGAIN));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains `DIRECT`, which the file system does not
///   support.
/// - [`PERM`](crate::Errno::PERM): the call would change `APPEND` of an append-only file, or set
///   `NOATIME` on a file that the caller does not own.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETFL(2const)](https://man7.org/linux/man-pages/man2/F_GETFL.2const.html)
#[doc(alias = "F_SETFL")]
#[inline]
pub fn fcntl_setfl(fd: impl AsFd, flags: OpenFlags) -> Result<()> {
    // SAFETY: the call changes flags of an open file description. The descriptor stays open.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETFL, flags) }
}

/// `fcntl(2)`, `F_CREATED_QUERY`: returns whether the `openat` that returned this open file created
/// the file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel is older than Linux 6.12.
///
/// # Kernel
///
/// Linux 6.12, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_CREATED_QUERY(2const)](https://man7.org/linux/man-pages/man2/F_CREATED_QUERY.2const.html)
#[doc(alias = "F_CREATED_QUERY")]
#[inline]
pub fn fcntl_created_query(fd: impl AsFd) -> Result<bool> {
    // SAFETY: the call changes nothing.
    let created: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_CREATED_QUERY) };
    created.map(|created| created != 0)
}
