//! `fchown(2)`, `fchownat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::id::{Gid, Uid};

/// Converts to the kernel's numbers, of which -1 changes nothing.
#[inline]
fn raw(owner: Option<Uid>, group: Option<Gid>) -> (u32, u32) {
    (
        owner.map_or(u32::MAX, Uid::raw),
        group.map_or(u32::MAX, Gid::raw),
    )
}

/// `fchown(2)`: changes the owner and the group of an open file. `None` keeps the current one.
///
/// If the file is executable, the kernel clears its set-user-id and set-group-id bits.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
/// - [`INVAL`](crate::Errno::INVAL): the user namespace has no such id.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`PERM`](crate::Errno::PERM): the process may not change the owner or the group in this way.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. On i686 the call is `fchown32` of Linux 2.4.
/// [fchown(2)](https://man7.org/linux/man-pages/man2/chown.2.html)
#[doc(alias = "fchown32")]
#[inline]
pub fn fchown(fd: impl AsFd, owner: Option<Uid>, group: Option<Gid>) -> Result<()> {
    let (owner, group) = raw(owner, group);
    // SAFETY: the call accesses no memory.
    unsafe { sys!(FCHOWN, fd.as_fd(), owner, group) }
}

/// `fchownat(2)`: changes the owner and the group of the file at `path`. `None` keeps the current
/// one.
///
/// A relative `path` starts at `dir`. `flags` may contain
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and [`EMPTY_PATH`](AtFlags::EMPTY_PATH). With
/// the latter an empty path means `dir` itself, even if it was opened with `PATH`.
///
/// If the file is executable, the kernel clears its set-user-id and set-group-id bits.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know, or
///   the user namespace has no such id.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the process may not change the owner or the group in this way.
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
