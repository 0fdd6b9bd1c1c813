//! `renameat2(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// What [`renameat2`] does if the new name exists (`RENAME_`). Without a flag, it replaces the
    /// file.
    pub struct RenameFlags: u32 {
        /// Fail if the new name exists.
        const NOREPLACE ("RENAME_NOREPLACE") = 1;
        /// Exchange the two files. Both names must exist.
        const EXCHANGE ("RENAME_EXCHANGE") = 2;
        /// Leave a whiteout at the old name, as an overlay file system needs it (Linux 3.18).
        const WHITEOUT ("RENAME_WHITEOUT") = 4;
    }
}

/// `renameat2(2)`: renames a file, and moves it to another directory of the same mount if
/// necessary.
///
/// A relative `old` starts at `old_dir`, a relative `new` at `new_dir`. Without flags, the call
/// atomically replaces a file or an empty directory at `new`, so that the name exists at all times.
/// If both names belong to the same file, the call does nothing.
///
/// ```no_run
/// use trapgate::fs::{self, RenameFlags};
///
/// fs::renameat2(fs::CWD, c"settings.new", fs::CWD, c"settings", RenameFlags::empty())?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to one of the directories, or may
///   not search a directory of a path prefix.
/// - [`BADF`](crate::Errno::BADF): a path is relative and its directory is not open.
/// - [`BUSY`](crate::Errno::BUSY): one of the files is in use, for example as the root of a
///   mount, or a path ends with `.` or `..`.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the name.
/// - [`EXIST`](crate::Errno::EXIST): `NOREPLACE` is set, and `new` exists.
/// - [`INVAL`](crate::Errno::INVAL): the call would move a directory below itself, `flags`
///   contains a flag that the kernel or the file system does not know, or another flag accompanies
///   `EXCHANGE`.
/// - [`ISDIR`](crate::Errno::ISDIR): `new` is a directory, and `old` is not.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`MLINK`](crate::Errno::MLINK): the parent directory has as many subdirectories as its file
///   system allows.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): `old`, or `new` with `EXCHANGE`, or a directory of a path
///   prefix does not exist, or a path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of a path prefix is not a directory, or `old`
///   is a directory and `new` is not.
/// - [`NOTEMPTY`](crate::Errno::NOTEMPTY): `new` is a directory that is not empty.
/// - [`PERM`](crate::Errno::PERM): a directory is sticky and the process owns neither it nor the
///   file, a file is immutable, or, before Linux 5.8, `WHITEOUT` is set and the process lacks
///   `CAP_MKNOD`.
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
    // SAFETY: the kernel reads both paths up to their NULs.
    unsafe { sys!(RENAMEAT2, old_dir.as_fd(), old, new_dir.as_fd(), new, flags) }
}
