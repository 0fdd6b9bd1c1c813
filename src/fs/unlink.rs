//! `unlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `unlinkat(2)`: removes a name, with [`REMOVEDIR`](AtFlags::REMOVEDIR) that of an empty directory.
///
/// The file goes when its last name and its last descriptor are gone.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the directory may not be written, or one on the way not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`BUSY`](crate::Errno::BUSY): in use, such as the root of a mount.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or `.` as the last part under `REMOVEDIR`.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory, without `REMOVEDIR`.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links on the way.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way, or with `REMOVEDIR` the last, is no directory.
/// - [`NOTEMPTY`](crate::Errno::NOTEMPTY): a directory with entries.
/// - [`PERM`](crate::Errno::PERM): in a sticky directory somebody else's file, or an immutable one.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [unlinkat(2)](https://man7.org/linux/man-pages/man2/unlink.2.html)
#[doc(alias = "unlink")]
#[doc(alias = "rmdir")]
#[inline]
pub fn unlinkat(dir: impl AsFd, path: &CStr, flags: AtFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end.
    unsafe { sys!(UNLINKAT, dir.as_fd(), path.as_ptr(), flags) }
}
