//! `removexattr(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `removexattr(2)`: removes an extended attribute from the file at `path`, which is relative to
/// the working directory.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the file, or may not search a
///   directory of the path prefix.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NODATA`](crate::Errno::NODATA): the file has no such attribute.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support attributes of this
///   namespace.
/// - [`PERM`](crate::Errno::PERM): the caller may not change this attribute, the attribute is not
///   allowed on this type of file, or the file is immutable.
/// - [`RANGE`](crate::Errno::RANGE): the attribute's name is empty or has more than 255 bytes.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [removexattr(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn removexattr(path: &CStr, name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads both strings up to their NULs.
    unsafe { sys!(REMOVEXATTR, path.as_ptr(), name.as_ptr()) }
}

/// `lremovexattr(2)`: removes an attribute like [`removexattr`], but from a symbolic link itself if
/// `path` names one.
///
/// # Errors
///
/// Those of [`removexattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [lremovexattr(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn lremovexattr(path: &CStr, name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads both strings up to their NULs.
    unsafe { sys!(LREMOVEXATTR, path.as_ptr(), name.as_ptr()) }
}

/// `fremovexattr(2)`: removes an attribute from an open file.
///
/// # Errors
///
/// Those of [`removexattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [fremovexattr(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn fremovexattr(fd: impl AsFd, name: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `name` up to its NUL.
    unsafe { sys!(FREMOVEXATTR, fd.as_fd(), name.as_ptr()) }
}

/// `removexattrat(2)`: removes an attribute like [`removexattr`], but starts a relative `path` at
/// `dir`.
///
/// `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW).
///
/// # Errors
///
/// Those of [`removexattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.13.
///
/// # Kernel
///
/// Linux 6.13, `fs/xattr.c`.
/// [removexattrat(2)](https://man7.org/linux/man-pages/man2/removexattr.2.html)
#[inline]
pub fn removexattrat(dir: impl AsFd, path: &CStr, flags: AtFlags, name: &CStr) -> Result<()> {
    let (path, name) = (path.as_ptr(), name.as_ptr());
    // SAFETY: the kernel reads both strings up to their NULs.
    unsafe { sys!(REMOVEXATTRAT, dir.as_fd(), path, flags, name) }
}
