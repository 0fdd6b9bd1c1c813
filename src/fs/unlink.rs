//! `unlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `unlinkat(2)`: removes a name, with [`REMOVEDIR`](AtFlags::REMOVEDIR) that of an empty
/// directory.
///
/// The file goes when its last name and its last descriptor are gone.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the parent directory, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`BUSY`](crate::Errno::BUSY): in use, such as the root of a mount.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or `.` as the last part under `REMOVEDIR`.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory, without `REMOVEDIR`.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way, or with `REMOVEDIR` the last, is no
///   directory.
/// - [`NOTEMPTY`](crate::Errno::NOTEMPTY): a directory with entries.
/// - [`PERM`](crate::Errno::PERM): in a sticky directory somebody else's file, or an immutable one.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [unlinkat(2)](https://man7.org/linux/man-pages/man2/unlink.2.html)
#[doc(alias = "unlink")]
#[doc(alias = "rmdir")]
#[inline]
pub fn unlinkat(dir: impl AsFd, path: &CStr, flags: AtFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(UNLINKAT, dir.as_fd(), path.as_ptr(), flags) }
}
