//! `fchown(2)`.

use crate::errno::Result;
use crate::invoke::sys;
use crate::types::fd::AsFd;
use crate::types::id::{Gid, Uid};

/// `fchown(2)`: changes owner and group of an open file; `None` leaves one as it is.
///
/// For an executable the kernel clears the set-user-id and set-group-id bits.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): the user namespace has no such id.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`PERM`](crate::Errno::PERM): not allowed to this process.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fchown32` of Linux 2.4, `fs/open.c`.
/// [fchown(2)](https://man7.org/linux/man-pages/man2/chown.2.html)
#[doc(alias = "fchown32")]
#[inline]
pub fn fchown(fd: impl AsFd, owner: Option<Uid>, group: Option<Gid>) -> Result<()> {
    // The kernel's -1 changes nothing.
    let owner = owner.map_or(u32::MAX, Uid::raw);
    let group = group.map_or(u32::MAX, Gid::raw);
    // SAFETY: changes a file's ids.
    unsafe { sys!(FCHOWN, fd.as_fd(), owner, group) }
}
