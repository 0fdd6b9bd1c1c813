//! `symlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `symlinkat(2)`: makes a symbolic link at `path`, which starts at `dir`, that points to `target`.
///
/// `target` is text that the kernel keeps as it is: nothing has to be there.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the parent directory, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): no room for the link.
/// - [`EXIST`](crate::Errno::EXIST): `path` exists already, whatever its type.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path or a target of 4096 bytes or more, a
///   target that the file system has no room for, or a part of the path of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): a part on the way is not there, or an empty path or target.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): a file system without symbolic links.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [symlinkat(2)](https://man7.org/linux/man-pages/man2/symlink.2.html)
#[doc(alias = "symlink")]
#[inline]
pub fn symlinkat(target: &CStr, dir: impl AsFd, path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `target` and `path` up to their ends.
    unsafe { sys!(SYMLINKAT, target.as_ptr(), dir.as_fd(), path.as_ptr()) }
}
