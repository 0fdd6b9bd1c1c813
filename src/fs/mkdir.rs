//! `mkdirat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::mode::Mode;

/// `mkdirat(2)`: makes a directory with `mode` less the process's umask.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the directory above may not be written, or one on the way not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`EXIST`](crate::Errno::EXIST): something is there, of whatever type.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links on the way.
/// - [`MLINK`](crate::Errno::MLINK): too many directories in the one above.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): a part on the way is not there, or an empty path.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [mkdirat(2)](https://man7.org/linux/man-pages/man2/mkdir.2.html)
#[doc(alias = "mkdir")]
#[inline]
pub fn mkdirat(dir: impl AsFd, path: &CStr, mode: Mode) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end.
    unsafe { sys!(MKDIRAT, dir.as_fd(), path.as_ptr(), mode) }
}
