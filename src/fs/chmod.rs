//! `fchmod(2)`, `fchmodat(2)`, `fchmodat2(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::mode::Mode;

/// `fchmod(2)`: sets the permissions of an open file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`, a
///   seal forbids the change, or the file is immutable.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [fchmod(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[inline]
pub fn fchmod(fd: impl AsFd, mode: Mode) -> Result<()> {
    // SAFETY: the call accesses no memory.
    unsafe { sys!(FCHMOD, fd.as_fd(), mode) }
}

/// `fchmodat(2)`: sets the permissions of the file at `path`.
///
/// A relative `path` starts at `dir`. If the last component is a symbolic link, the call follows
/// it. The call takes no flags; [`fchmodat2`] does.
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

/// `fchmodat2(2)`: sets the permissions of the file at `path` like [`fchmodat`], but takes flags.
///
/// `flags` may contain [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and
/// [`EMPTY_PATH`](AtFlags::EMPTY_PATH). With the latter an empty path means `dir` itself, even if
/// it was opened with `PATH`.
///
/// # Errors
///
/// Those of [`fchmodat`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.6.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): `SYMLINK_NOFOLLOW` is set and the file is a symbolic
///   link, which has no permissions of its own.
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
