//! `mkdirat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::mode::Mode;

/// `mkdirat(2)`: creates a directory with the permissions `mode`, less the process's umask.
///
/// A relative `path` starts at `dir`.
///
/// ```no_run
/// use trapgate::fs::{self, Mode};
///
/// fs::mkdirat(fs::CWD, c"logs", Mode::RWXU)?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the parent directory, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`EXIST`](crate::Errno::EXIST): `path` exists already, whatever its type.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`MLINK`](crate::Errno::MLINK): the parent directory has as many subdirectories as its file
///   system allows.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): a directory of the path prefix does not exist, or the path
///   is empty.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [mkdirat(2)](https://man7.org/linux/man-pages/man2/mkdir.2.html)
#[doc(alias = "mkdir")]
#[inline]
pub fn mkdirat(dir: impl AsFd, path: &CStr, mode: Mode) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(MKDIRAT, dir.as_fd(), path.as_ptr(), mode) }
}
