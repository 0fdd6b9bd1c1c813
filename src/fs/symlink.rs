//! `symlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `symlinkat(2)`: creates a symbolic link at `path` that points to `target`.
///
/// A relative `path` starts at `dir`. The kernel stores `target` as it is, and does not check
/// whether it exists.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the parent directory, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the link.
/// - [`EXIST`](crate::Errno::EXIST): `path` exists already, whatever its type.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path or the target has 4096 bytes or more,
///   the target is too long for the file system, or a component of the path has more than 255
///   bytes.
/// - [`NOENT`](crate::Errno::NOENT): a directory of the path prefix does not exist, or the path
///   or the target is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the file system does not support symbolic links.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [symlinkat(2)](https://man7.org/linux/man-pages/man2/symlink.2.html)
#[doc(alias = "symlink")]
#[inline]
pub fn symlinkat(target: &CStr, dir: impl AsFd, path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `target` and `path` up to their NULs.
    unsafe { sys!(SYMLINKAT, target.as_ptr(), dir.as_fd(), path.as_ptr()) }
}
