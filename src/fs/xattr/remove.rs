//! `removexattr(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `removexattr(2)`: removes an attribute from a file.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched, or the file not be written.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NODATA`](crate::Errno::NODATA): the file has no such attribute.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system has no attributes of this kind.
/// - [`PERM`](crate::Errno::PERM): an attribute that is not for this caller or this type of file; an immutable file.
/// - [`RANGE`](crate::Errno::RANGE): the attribute's name is empty or has more than 255 bytes.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [removexattr(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn removexattr(path: &CStr, name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads the two strings up to their ends.
    unsafe { sys!(REMOVEXATTR, path.as_ptr(), name.as_ptr()) }
}

/// `lremovexattr(2)`: removes an attribute as [`removexattr`] does; from a symbolic link at the end, its own.
///
/// # Errors
///
/// Those of [`removexattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [lremovexattr(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn lremovexattr(path: &CStr, name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads the two strings up to their ends.
    unsafe { sys!(LREMOVEXATTR, path.as_ptr(), name.as_ptr()) }
}

/// `fremovexattr(2)`: removes an attribute from an open file.
///
/// # Errors
///
/// Those of [`removexattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): not open, or opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [fremovexattr(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn fremovexattr(fd: impl AsFd, name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `name` up to its end.
    unsafe { sys!(FREMOVEXATTR, fd.as_fd(), name.as_ptr()) }
}

/// `removexattrat(2)`: removes an attribute as [`removexattr`] does; a relative `path` starts at `dir`.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW).
///
/// # Errors
///
/// Those of [`removexattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.13.
///
/// # Kernel
///
/// Linux 6.13, `fs/xattr.c`. [removexattrat(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn removexattrat(dir: impl AsFd, path: &CStr, flags: AtFlags, name: &CStr) -> Result<()> {
    let (path, name) = (path.as_ptr(), name.as_ptr());
    // SAFETY: the kernel reads the two strings up to their ends.
    unsafe { sys!(REMOVEXATTRAT, dir.as_fd(), path, flags, name) }
}
