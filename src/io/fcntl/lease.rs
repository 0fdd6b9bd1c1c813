//! Leases and delegations: whoever has one hears of others before they get at the file.

use static_assertions::const_assert_eq;

use super::LockKind;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

const F_SETLEASE: u32 = 1024;
const F_GETLEASE: u32 = 1025;
const F_GETDELEG: u32 = 1039;
const F_SETDELEG: u32 = 1040;

/// `fcntl(2)`, `F_SETLEASE`: takes a lease on the file, changes it, or gives it up.
///
/// With [`RDLCK`](LockKind::RDLCK) the process gets a signal before somebody opens the file for writing or cuts it, with
/// [`WRLCK`](LockKind::WRLCK) before somebody opens it at all. They wait until the lease is given up or lowered, at most
/// the seconds of `/proc/sys/fs/lease-break-time`. The signal is SIGIO, or that of [`fcntl_setsig`](super::fcntl_setsig),
/// and goes to this process unless the file has an owner already. The lease is the open file's, and is gone with it.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a file of somebody else's, and no right to lease it.
/// - [`AGAIN`](crate::Errno::AGAIN): the file is open in a way that does not go with the lease, also by this process: for
///   writing with [`RDLCK`](LockKind::RDLCK), once more with [`WRLCK`](LockKind::WRLCK). There is no lease to give up.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown kind, not a regular file, or a file system without leases.
///
/// # Kernel
///
/// Linux 2.4, on i686 `fcntl64`, `fs/locks.c`.
/// [F_SETLEASE(2const)](https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html)
#[doc(alias = "F_SETLEASE")]
#[inline]
pub fn fcntl_setlease(fd: impl AsFd, kind: LockKind) -> Result<()> {
    // SAFETY: no memory is involved; what a handler does is its own.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETLEASE, kind) }
}

/// `fcntl(2)`, `F_GETLEASE`: the lease on this open file; [`UNLCK`](LockKind::UNLCK) is none.
///
/// Once somebody waits it is what the lease has to become.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 2.4, on i686 `fcntl64`, `fs/locks.c`.
/// [F_GETLEASE(2const)](https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html)
#[doc(alias = "F_GETLEASE")]
#[inline]
pub fn fcntl_getlease(fd: impl AsFd) -> Result<LockKind> {
    // SAFETY: changes nothing.
    let kind: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETLEASE) };
    kind.map(|kind| LockKind::from_raw(kind as u16))
}

/// A delegation (`struct delegation`). What a later kernel adds starts as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct Delegation {
    /// No flag is known yet.
    pub flags: u32,
    /// Of what kind; [`UNLCK`](LockKind::UNLCK) is none.
    pub kind: LockKind,
    pad: u16,
}

const_assert_eq!(size_of::<Delegation>(), 8);

impl Delegation {
    /// A delegation of this kind, without flags.
    #[inline]
    #[must_use]
    pub const fn new(kind: LockKind) -> Self {
        Self {
            flags: 0,
            kind,
            pad: 0,
        }
    }
}

/// `fcntl(2)`, `F_SETDELEG`: takes a delegation of the file or directory, changes it, or gives it up.
///
/// As [`fcntl_setlease`]; the process also gets its signal before the file is renamed or removed. That of a directory
/// tells of each name that is made, removed or renamed in it; only [`RDLCK`](LockKind::RDLCK) can be had there.
///
/// # Errors
///
/// Those of [`fcntl_setlease`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag; [`WRLCK`](LockKind::WRLCK) of a directory; neither a regular file nor
///   a directory; before Linux 6.19.
///
/// # Kernel
///
/// Linux 6.19, on i686 `fcntl64`, `fs/locks.c`.
/// [F_SETDELEG(2const)](https://man7.org/linux/man-pages/man2/F_GETDELEG.2const.html)
#[doc(alias = "F_SETDELEG")]
#[inline]
pub fn fcntl_setdeleg(fd: impl AsFd, delegation: &Delegation) -> Result<()> {
    // SAFETY: the kernel reads the struct; what a handler does is its own.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETDELEG, Some(delegation)) }
}

/// `fcntl(2)`, `F_GETDELEG`: the delegation of this open file.
///
/// Once somebody waits its kind is what it has to become.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): before Linux 6.19.
///
/// # Kernel
///
/// Linux 6.19, on i686 `fcntl64`, `fs/locks.c`.
/// [F_GETDELEG(2const)](https://man7.org/linux/man-pages/man2/F_GETDELEG.2const.html)
#[doc(alias = "F_GETDELEG")]
#[inline]
pub fn fcntl_getdeleg(fd: impl AsFd) -> Result<Delegation> {
    let mut delegation = Delegation::new(LockKind::RDLCK);
    // SAFETY: the kernel reads the struct and writes the same bytes.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETDELEG, &raw mut delegation) };
    done.map(|()| delegation)
}
