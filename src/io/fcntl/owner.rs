//! The owner of an open file description, which gets its signals, and the signal that it gets.

use core::mem::MaybeUninit;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::constants;
use crate::types::id::{Pid, Uid};
use crate::types::signal::Signal;

const F_SETOWN: u32 = 8;
const F_GETOWN: u32 = 9;
const F_SETSIG: u32 = 10;
const F_GETSIG: u32 = 11;
const F_SETOWN_EX: u32 = 15;
const F_GETOWN_EX: u32 = 16;
const F_GETOWNER_UIDS: u32 = 17;

constants! {
    /// The kind of an owner (`F_OWNER_`).
    pub struct OwnerKind: i32 {
        /// A thread.
        const TID ("F_OWNER_TID") = 0;
        /// A process.
        const PID ("F_OWNER_PID") = 1;
        /// A process group.
        const PGRP ("F_OWNER_PGRP") = 2;
    }
}

/// The owner of an open file description, which gets its signals (`struct f_owner_ex`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct OwnerEx {
    /// The kind: a thread, a process, or a process group.
    pub kind: OwnerKind,
    /// The id; 0 means no owner.
    pub pid: Pid,
}

const_assert_eq!(size_of::<OwnerEx>(), 8);

impl OwnerEx {
    /// Creates an owner from a kind and an id.
    #[inline]
    #[must_use]
    pub const fn new(kind: OwnerKind, pid: Pid) -> Self {
        Self { kind, pid }
    }
}

/// `fcntl(2)`, `F_GETOWN`: returns the owner of an open file description as one number.
///
/// A positive number is a process or a thread, a negative number is a process group, and 0 means no
/// owner.
///
/// The kernel's result for a small process group is the same as that for an error: **a group from 1
/// to 4095 is returned as the [`Errno`](crate::Errno) with that number.** For example, group 9 and
/// a descriptor that is not open have the same result. [`fcntl_getown_ex`] has no such ambiguity.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or the owner is process group 9.
/// - Any other error: the owner is the process group with that number.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETOWN(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN.2const.html)
#[doc(alias = "F_GETOWN")]
#[inline]
pub fn fcntl_getown(fd: impl AsFd) -> Result<Pid> {
    // SAFETY: the call changes nothing.
    unsafe { sys!(FCNTL, fd.as_fd(), F_GETOWN) }
}

/// `fcntl(2)`, `F_SETOWN`: sets the owner of an open file description, to which the kernel sends
/// its signals.
///
/// A positive number is a process, a negative number is the process group with the absolute value
/// as its id, and 0 means no owner. The kernel sends SIGIO only if
/// [`OpenFlags::ASYNC`](crate::types::open::OpenFlags::ASYNC) is set too; a socket sends SIGURG
/// without it. Whether a signal may be sent depends on the credentials that the caller has at the
/// time of this call.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `owner` is `i32::MIN`.
/// - [`SRCH`](crate::Errno::SRCH): the process or group does not exist.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETOWN(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN.2const.html)
#[doc(alias = "F_SETOWN")]
#[inline]
pub fn fcntl_setown(fd: impl AsFd, owner: Pid) -> Result<()> {
    // SAFETY: the call accesses no memory. The signals may run a handler, which is responsible for
    // its own effects.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETOWN, owner) }
}

/// `fcntl(2)`, `F_GETOWN_EX`: returns the owner of an open file description.
///
/// The id is 0 if the file has no owner, or if the owner is in another pid namespace.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 2.6.32, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_GETOWN_EX(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN_EX.2const.html)
#[doc(alias = "F_GETOWN_EX")]
#[inline]
pub fn fcntl_getown_ex(fd: impl AsFd) -> Result<OwnerEx> {
    let mut owner = MaybeUninit::<OwnerEx>::uninit();
    // SAFETY: the kernel writes the 8 bytes of `owner`.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETOWN_EX, owner.as_mut_ptr()) };
    // SAFETY: the call succeeded, so the kernel has written `owner`.
    done.map(|()| unsafe { owner.assume_init() })
}

/// `fcntl(2)`, `F_SETOWN_EX`: sets the owner of an open file description, which may also be a
/// single thread.
///
/// Otherwise it works like [`fcntl_setown`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the [`OwnerKind`] is unknown.
/// - [`SRCH`](crate::Errno::SRCH): the thread, process or group does not exist.
///
/// # Kernel
///
/// Linux 2.6.32, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_SETOWN_EX(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN_EX.2const.html)
#[doc(alias = "F_SETOWN_EX")]
#[inline]
pub fn fcntl_setown_ex(fd: impl AsFd, owner: &OwnerEx) -> Result<()> {
    // SAFETY: the kernel reads the struct. The signals may run a handler, which is responsible for
    // its own effects.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETOWN_EX, Some(owner)) }
}

/// `fcntl(2)`, `F_GETOWNER_UIDS`: returns the real and the effective user id of the process that
/// set the owner.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel was built without support for checkpoints of
///   processes (`CONFIG_CHECKPOINT_RESTORE`).
///
/// # Kernel
///
/// Linux 3.6, on i686 `fcntl64`, `fs/fcntl.c`.
/// [fcntl(2)](https://man7.org/linux/man-pages/man2/fcntl.2.html)
#[doc(alias = "F_GETOWNER_UIDS")]
#[inline]
pub fn fcntl_getowner_uids(fd: impl AsFd) -> Result<(Uid, Uid)> {
    let mut uids = MaybeUninit::<[Uid; 2]>::uninit();
    // SAFETY: the kernel writes two ids of 32 bits, for which `uids` has room.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETOWNER_UIDS, uids.as_mut_ptr()) };
    done.map(|()| {
        // SAFETY: the call succeeded, so the kernel has written `uids`.
        let [real, effective] = unsafe { uids.assume_init() };
        (real, effective)
    })
}

/// `fcntl(2)`, `F_GETSIG`: returns the signal that the owner gets; `None` is SIGIO without further
/// information.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 2.2, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETSIG(2const)](https://man7.org/linux/man-pages/man2/F_GETSIG.2const.html)
#[doc(alias = "F_GETSIG")]
#[inline]
pub fn fcntl_getsig(fd: impl AsFd) -> Result<Option<Signal>> {
    // SAFETY: the call changes nothing.
    let signal: Result<i32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETSIG) };
    signal.map(Signal::from_raw)
}

/// `fcntl(2)`, `F_SETSIG`: sets the signal that the owner gets.
///
/// If a signal is given, even SIGIO itself, the kernel passes the descriptor and the event to its
/// handler. `None` is SIGIO without this information.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 2.2, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETSIG(2const)](https://man7.org/linux/man-pages/man2/F_GETSIG.2const.html)
#[doc(alias = "F_SETSIG")]
#[inline]
pub fn fcntl_setsig(fd: impl AsFd, signal: Option<Signal>) -> Result<()> {
    // SAFETY: the call accesses no memory. The signals may run a handler, which is responsible for
    // its own effects.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETSIG, signal) }
}
