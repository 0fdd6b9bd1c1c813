//! `fchmod(2)`, `fchmodat(2)`, `fchmodat2(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::mode::Mode;

/// `fchmod(2)`: changes the permissions of an open file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`PERM`](crate::Errno::PERM): somebody else's file, or a sealed or immutable one.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [fchmod(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[inline]
pub fn fchmod(fd: impl AsFd, mode: Mode) -> Result<()> {
    // SAFETY: changes a file's mode.
    unsafe { sys!(FCHMOD, fd.as_fd(), mode) }
}

/// `fchmodat(2)`: changes the permissions of the file at `path`, which starts at `dir`; a symbolic
/// link is followed.
///
/// The call takes no flags; [`fchmodat2`] does.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`, or
///   the file is immutable.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/open.c`. [fchmodat(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[doc(alias = "chmod")]
#[inline]
pub fn fchmodat(dir: impl AsFd, path: &CStr, mode: Mode) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(FCHMODAT, dir.as_fd(), path.as_ptr(), mode) }
}

/// `fchmodat2(2)`: changes the permissions of the file at `path`, as [`fchmodat`] does, with flags.
///
/// They are [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and
/// [`EMPTY_PATH`](AtFlags::EMPTY_PATH), with which an empty path means `dir` itself, even where it
/// was opened with `PATH`.
///
/// # Errors
///
/// Those of [`fchmodat`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.6.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a symbolic link, under `SYMLINK_NOFOLLOW`: it has no
///   permissions to change.
///
/// # Kernel
///
/// Linux 6.6, `fs/open.c`. [fchmodat(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[doc(alias = "lchmod")]
#[inline]
pub fn fchmodat2(dir: impl AsFd, path: &CStr, mode: Mode, flags: AtFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(FCHMODAT2, dir.as_fd(), path.as_ptr(), mode, flags) }
}
