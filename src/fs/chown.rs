//! `fchown(2)`, `fchownat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::id::{Gid, Uid};

/// The numbers; the kernel's -1 changes nothing.
#[inline]
fn raw(owner: Option<Uid>, group: Option<Gid>) -> (u32, u32) {
    (
        owner.map_or(u32::MAX, Uid::raw),
        group.map_or(u32::MAX, Gid::raw),
    )
}

/// `fchown(2)`: changes owner and group of an open file; `None` leaves one as it is.
///
/// For an executable the kernel clears the set-user-id and set-group-id bits.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the user namespace has no such id.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`PERM`](crate::Errno::PERM): not allowed to this process.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fchown32` of Linux 2.4, `fs/open.c`.
/// [fchown(2)](https://man7.org/linux/man-pages/man2/chown.2.html)
#[doc(alias = "fchown32")]
#[inline]
pub fn fchown(fd: impl AsFd, owner: Option<Uid>, group: Option<Gid>) -> Result<()> {
    let (owner, group) = raw(owner, group);
    // SAFETY: changes a file's ids.
    unsafe { sys!(FCHOWN, fd.as_fd(), owner, group) }
}

/// `fchownat(2)`: changes owner and group of the file at `path`, which starts at `dir`; `None`
/// leaves one as it is.
///
/// `flags` are [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and
/// [`EMPTY_PATH`](AtFlags::EMPTY_PATH), with which an empty path means `dir` itself, even where it
/// was opened with `PATH`. For an executable the kernel clears the set-user-id and set-group-id
/// bits.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or the user namespace has no such id.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): not allowed to this process.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/open.c`. [fchownat(2)](https://man7.org/linux/man-pages/man2/chown.2.html)
#[doc(alias = "chown")]
#[doc(alias = "lchown")]
#[inline]
pub fn fchownat(
    dir: impl AsFd,
    path: &CStr,
    owner: Option<Uid>,
    group: Option<Gid>,
    flags: AtFlags,
) -> Result<()> {
    let (owner, group) = raw(owner, group);
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(FCHOWNAT, dir.as_fd(), path.as_ptr(), owner, group, flags) }
}
