//! `unlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;

/// `unlinkat(2)`: removes a name of a file, or with [`REMOVEDIR`](AtFlags::REMOVEDIR) an empty
/// directory.
///
/// A relative `path` starts at `dir`. The file system deletes the file itself once its last name is
/// removed and no process has it open.
///
/// ```no_run
/// use trapgate::fs::{self, AtFlags};
///
/// fs::unlinkat(fs::CWD, c"logs/old", AtFlags::empty())?;
/// fs::unlinkat(fs::CWD, c"logs", AtFlags::REMOVEDIR)?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the parent directory, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`BUSY`](crate::Errno::BUSY): the file is in use, for example as the root of a mount.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know, or
///   `REMOVEDIR` is set and the path ends with `.`.
/// - [`ISDIR`](crate::Errno::ISDIR): the file is a directory, and `REMOVEDIR` is not set.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory, or
///   `REMOVEDIR` is set and the file is not one.
/// - [`NOTEMPTY`](crate::Errno::NOTEMPTY): the directory is not empty.
/// - [`PERM`](crate::Errno::PERM): the directory is sticky and the process owns neither it nor
///   the file, or the file is immutable.
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
