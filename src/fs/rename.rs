//! `renameat2(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// What [`renameat2`] does about something at the new name (`RENAME_`).
    pub struct RenameFlags: u32 {
        /// Fail if something is there.
        const NOREPLACE ("RENAME_NOREPLACE") = 1;
        /// Both are there and change places.
        const EXCHANGE ("RENAME_EXCHANGE") = 2;
        /// Leave a whiteout at the old name, for the lower layer of a union (Linux 3.18).
        const WHITEOUT ("RENAME_WHITEOUT") = 4;
    }
}

/// `renameat2(2)`: gives a file another name, in the same directory or in another one of the mount.
///
/// Without flags a file at the new name, or an empty directory, goes, and at no moment is nothing
/// there. Two names of the same file stay both.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory may not be written, or one on the way not be
///   searched.
/// - [`BADF`](crate::Errno::BADF): a path is relative and its directory is not open.
/// - [`BUSY`](crate::Errno::BUSY): in use, such as the root of a mount, or `.` or `..` as the
///   last part.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the name.
/// - [`EXIST`](crate::Errno::EXIST): something is at the new name, under `NOREPLACE`.
/// - [`INVAL`](crate::Errno::INVAL): into a directory below itself, an unknown flag, `EXCHANGE`
///   with another one, or a flag that the file system does not know.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory at the new name, and none at the old.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`MLINK`](crate::Errno::MLINK): the parent directory has as many subdirectories as its file
///   system allows.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing at the old name, or with `EXCHANGE` at the new one,
///   a part on the way is not there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory, or a directory would
///   replace what is none.
/// - [`NOTEMPTY`](crate::Errno::NOTEMPTY): a directory with entries at the new name.
/// - [`PERM`](crate::Errno::PERM): in a sticky directory somebody else's file, an immutable one,
///   or `WHITEOUT` without the right to it.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
/// - [`XDEV`](crate::Errno::XDEV): the two paths are not on the same mount.
///
/// # Kernel
///
/// Linux 3.15, `fs/namei.c`. [renameat2(2)](https://man7.org/linux/man-pages/man2/rename.2.html)
#[doc(alias = "rename")]
#[doc(alias = "renameat")]
#[inline]
pub fn renameat2(
    old_dir: impl AsFd,
    old: &CStr,
    new_dir: impl AsFd,
    new: &CStr,
    flags: RenameFlags,
) -> Result<()> {
    let (old, new) = (old.as_ptr(), new.as_ptr());
    // SAFETY: the kernel reads both paths up to their ends.
    unsafe { sys!(RENAMEAT2, old_dir.as_fd(), old, new_dir.as_fd(), new, flags) }
}
