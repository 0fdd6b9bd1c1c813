//! `linkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `linkat(2)`: creates another name, `new`, for the existing file `old`.
///
/// A relative `old` starts at `old_dir`, a relative `new` at `new_dir`. `flags` may contain
/// [`SYMLINK_FOLLOW`](AtFlags::SYMLINK_FOLLOW) and [`EMPTY_PATH`](AtFlags::EMPTY_PATH). Without the
/// former, a symbolic link itself gets the other name. With the latter, an empty `old` means
/// `old_dir` itself, which can give a name to a file that has none.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the directory of `new`, or may
///   not search a directory of a path prefix.
/// - [`BADF`](crate::Errno::BADF): a path is relative and its directory is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the name.
/// - [`EXIST`](crate::Errno::EXIST): `new` exists already, whatever its type.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`MLINK`](crate::Errno::MLINK): the file has as many names as its file system allows.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): `old` or a directory of a path prefix does not exist, a path
///   is empty, or the process lacks the privilege to use `EMPTY_PATH` with `old_dir`.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): `old` is a directory or immutable, or the system protects
///   files of other users from new names.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
/// - [`XDEV`](crate::Errno::XDEV): the two paths are not on the same mount.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [linkat(2)](https://man7.org/linux/man-pages/man2/link.2.html)
#[doc(alias = "link")]
#[inline]
pub fn linkat(
    old_dir: impl AsFd,
    old: &CStr,
    new_dir: impl AsFd,
    new: &CStr,
    flags: AtFlags,
) -> Result<()> {
    let (old, new) = (old.as_ptr(), new.as_ptr());
    // SAFETY: the kernel reads both paths up to their NULs.
    unsafe { sys!(LINKAT, old_dir.as_fd(), old, new_dir.as_fd(), new, flags) }
}
