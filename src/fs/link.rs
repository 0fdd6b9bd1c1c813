//! `linkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `linkat(2)`: gives a file a further name, `new`, beside the one that it has, `old`.
///
/// `flags` are [`SYMLINK_FOLLOW`](AtFlags::SYMLINK_FOLLOW), without which a symbolic link gets the
/// further name itself, and [`EMPTY_PATH`](AtFlags::EMPTY_PATH), with which an empty `old` means
/// `old_dir`: so a nameless file gets a name.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the directory of `new` may not be written, or one on the way
///   not be searched.
/// - [`BADF`](crate::Errno::BADF): a path is relative and its directory is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the name.
/// - [`EXIST`](crate::Errno::EXIST): `path` exists already, whatever its type.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`MLINK`](crate::Errno::MLINK): the file has as many names as it can.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): `old` is not there, a part on the way is not, an empty path,
///   or `EMPTY_PATH` without the right to it.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): `old` is a directory, immutable, or a file of somebody else's
///   that the system protects.
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
    // SAFETY: the kernel reads both paths up to their ends.
    unsafe { sys!(LINKAT, old_dir.as_fd(), old, new_dir.as_fd(), new, flags) }
}
