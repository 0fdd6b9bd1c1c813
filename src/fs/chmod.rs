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
/// - [`BADF`](crate::Errno::BADF): not open, or opened with `PATH`.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`PERM`](crate::Errno::PERM): somebody else's file, or a sealed or immutable one.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [fchmod(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[inline]
pub fn fchmod(fd: impl AsFd, mode: Mode) -> Result<()> {
    // SAFETY: changes a file's mode.
    unsafe { sys!(FCHMOD, fd.as_fd(), mode) }
}

/// `fchmodat(2)`: changes the permissions of the file at `path`, which starts at `dir`; a symbolic link is followed.
///
/// The call takes no flags; [`fchmodat2`] does.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`PERM`](crate::Errno::PERM): somebody else's file, or an immutable one.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/open.c`. [fchmodat(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[doc(alias = "chmod")]
#[inline]
pub fn fchmodat(dir: impl AsFd, path: &CStr, mode: Mode) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end.
    unsafe { sys!(FCHMODAT, dir.as_fd(), path.as_ptr(), mode) }
}

/// `fchmodat2(2)`: changes the permissions of the file at `path`, as [`fchmodat`] does, with flags.
///
/// They are [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and [`EMPTY_PATH`](AtFlags::EMPTY_PATH), with which an
/// empty path means `dir` itself, even where it was opened with `PATH`.
///
/// # Errors
///
/// Those of [`fchmodat`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.6.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a symbolic link, under `SYMLINK_NOFOLLOW`: it has no permissions to
///   change.
///
/// # Kernel
///
/// Linux 6.6, `fs/open.c`. [fchmodat(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[doc(alias = "lchmod")]
#[inline]
pub fn fchmodat2(dir: impl AsFd, path: &CStr, mode: Mode, flags: AtFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end.
    unsafe { sys!(FCHMODAT2, dir.as_fd(), path.as_ptr(), mode, flags) }
}
