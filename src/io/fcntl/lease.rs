//! Leases and delegations, whose holder gets a signal before another process accesses the file.

use static_assertions::const_assert_eq;

use super::LockKind;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

const F_SETLEASE: u32 = 1024;
const F_GETLEASE: u32 = 1025;
const F_GETDELEG: u32 = 1039;
const F_SETDELEG: u32 = 1040;

/// `fcntl(2)`, `F_SETLEASE`: takes a lease on a file, changes it, or releases it.
///
/// With [`RDLCK`](LockKind::RDLCK), the kernel sends a signal before a process opens the file for
/// writing or truncates it; with [`WRLCK`](LockKind::WRLCK), before a process opens it at all. That
/// process waits until the lease is released or lowered, for at most the seconds in
/// `/proc/sys/fs/lease-break-time`.
///
/// The signal is SIGIO, unless [`fcntl_setsig`](super::fcntl_setsig) selects another one. It goes
/// to the calling process, unless the file has an owner already. The lease belongs to the open file
/// description and ends with it.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the caller neither owns the file nor has the capability to
///   lease it (`CAP_LEASE`).
/// - [`AGAIN`](crate::Errno::AGAIN): the file is open in a way that conflicts with the lease,
///   possibly by this process itself: for writing ([`RDLCK`](LockKind::RDLCK)), or a second time
///   ([`WRLCK`](LockKind::WRLCK)). With [`UNLCK`](LockKind::UNLCK): no lease exists.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `kind` is unknown, `fd` is not a regular file, or the file
///   system does not support leases.
///
/// # Kernel
///
/// Linux 2.4, on i686 `fcntl64`, `fs/locks.c`.
/// [F_SETLEASE(2const)](https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html)
#[doc(alias = "F_SETLEASE")]
#[inline]
pub fn fcntl_setlease(fd: impl AsFd, kind: LockKind) -> Result<()> {
    // SAFETY: the call accesses no memory. The signal may run a handler, which is responsible for
    // its own effects.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETLEASE, kind) }
}

/// `fcntl(2)`, `F_GETLEASE`: returns the lease of this open file description, or
/// [`UNLCK`](LockKind::UNLCK) if it has none.
///
/// While another process waits for the lease, the result is the kind that the holder must change it
/// to.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 2.4, on i686 `fcntl64`, `fs/locks.c`.
/// [F_GETLEASE(2const)](https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html)
#[doc(alias = "F_GETLEASE")]
#[inline]
pub fn fcntl_getlease(fd: impl AsFd) -> Result<LockKind> {
    // SAFETY: the call changes nothing.
    let kind: Result<u32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETLEASE) };
    kind.map(|kind| LockKind::from_raw(kind as u16))
}

/// A delegation (`struct delegation`).
///
/// [`new`](Self::new) sets the bytes that a later kernel may define to 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct Delegation {
    /// No flag is defined yet.
    pub flags: u32,
    /// The kind; [`UNLCK`](LockKind::UNLCK) means no delegation.
    pub kind: LockKind,
    pad: u16,
}

const_assert_eq!(size_of::<Delegation>(), 8);

impl Delegation {
    /// Creates a delegation of this kind, without flags.
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

/// `fcntl(2)`, `F_SETDELEG`: takes a delegation of a file or directory, changes it, or releases it.
///
/// A delegation works like the lease of [`fcntl_setlease`]. In addition, the kernel sends the
/// signal before the file is renamed or removed. For a directory, it sends one before a name in it
/// is created, removed or renamed; a directory supports only [`RDLCK`](LockKind::RDLCK).
///
/// # Errors
///
/// Those of [`fcntl_setlease`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): a flag is unknown, the kind is [`WRLCK`](LockKind::WRLCK) for
///   a directory, `fd` is neither a regular file nor a directory, or the kernel is older than Linux
///   6.19.
///
/// # Kernel
///
/// Linux 6.19, on i686 `fcntl64`, `fs/locks.c`.
/// [F_SETDELEG(2const)](https://man7.org/linux/man-pages/man2/F_GETDELEG.2const.html)
#[doc(alias = "F_SETDELEG")]
#[inline]
pub fn fcntl_setdeleg(fd: impl AsFd, delegation: &Delegation) -> Result<()> {
    // SAFETY: the kernel reads the struct. The signal may run a handler, which is responsible for
    // its own effects.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETDELEG, Some(delegation)) }
}

/// `fcntl(2)`, `F_GETDELEG`: returns the delegation of this open file description.
///
/// While another process waits for the delegation, its kind is the one that the holder must change
/// it to.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel is older than Linux 6.19.
///
/// # Kernel
///
/// Linux 6.19, on i686 `fcntl64`, `fs/locks.c`.
/// [F_GETDELEG(2const)](https://man7.org/linux/man-pages/man2/F_GETDELEG.2const.html)
#[doc(alias = "F_GETDELEG")]
#[inline]
pub fn fcntl_getdeleg(fd: impl AsFd) -> Result<Delegation> {
    let mut delegation = Delegation::new(LockKind::RDLCK);
    // SAFETY: the kernel reads the struct and writes to the same bytes.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETDELEG, &raw mut delegation) };
    done.map(|()| delegation)
}
