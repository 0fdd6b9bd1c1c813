//! Who gets the signals of an open file, and which.

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
    /// What the number of an owner means (`F_OWNER_`).
    pub struct OwnerKind: i32 {
        /// A thread.
        const TID ("F_OWNER_TID") = 0;
        /// A process.
        const PID ("F_OWNER_PID") = 1;
        /// A process group.
        const PGRP ("F_OWNER_PGRP") = 2;
    }
}

/// Who gets the signals of an open file (`struct f_owner_ex`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct OwnerEx {
    /// A thread, a process, or a process group.
    pub kind: OwnerKind,
    /// Which one; 0 is nobody.
    pub pid: Pid,
}

const_assert_eq!(size_of::<OwnerEx>(), 8);

impl OwnerEx {
    /// The thread, process or process group of this number.
    #[inline]
    #[must_use]
    pub const fn new(kind: OwnerKind, pid: Pid) -> Self {
        Self { kind, pid }
    }
}

/// `fcntl(2)`, `F_GETOWN`: who gets the signals of this open file, in one number.
///
/// A process or thread is positive, a process group negative, and nobody 0. This is the one call whose results are
/// errors by their numbers: **a group from 1 to 4095 comes back as the [`Errno`](crate::Errno) of that number**, since the
/// kernel answers group 9 and a closed descriptor with the same word. [`fcntl_getown_ex`] says all of it without a doubt.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open, or it is process group 9.
/// - Any other: the process group of that number.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETOWN(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN.2const.html)
#[doc(alias = "F_GETOWN")]
#[inline]
pub fn fcntl_getown(fd: impl AsFd) -> Result<Pid> {
    // SAFETY: changes nothing.
    unsafe { sys!(FCNTL, fd.as_fd(), F_GETOWN) }
}

/// `fcntl(2)`, `F_SETOWN`: who gets the signals of this open file from now on.
///
/// A positive number is a process, a negative one the process group of that amount, and 0 nobody. For SIGIO the file needs
/// [`OpenFlags::ASYNC`](crate::types::open::OpenFlags::ASYNC), too; a socket sends SIGURG without it. The signals are sent
/// with the rights of the caller of now.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): `i32::MIN`.
/// - [`SRCH`](crate::Errno::SRCH): there is no such process or group.
///
/// # Kernel
///
/// Linux 1.0, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETOWN(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN.2const.html)
#[doc(alias = "F_SETOWN")]
#[inline]
pub fn fcntl_setown(fd: impl AsFd, owner: Pid) -> Result<()> {
    // SAFETY: no memory is involved; what a handler does is its own.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETOWN, owner) }
}

/// `fcntl(2)`, `F_GETOWN_EX`: who gets the signals of this open file.
///
/// The number is 0 for nobody, and for somebody in another pid namespace.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
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
    // SAFETY: after a success it has.
    done.map(|()| unsafe { owner.assume_init() })
}

/// `fcntl(2)`, `F_SETOWN_EX`: who gets the signals of this open file from now on; a single thread, too.
///
/// Otherwise as [`fcntl_setown`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown [`OwnerKind`].
/// - [`SRCH`](crate::Errno::SRCH): there is no such thread, process or group.
///
/// # Kernel
///
/// Linux 2.6.32, on i686 `fcntl64`, `fs/fcntl.c`.
/// [F_SETOWN_EX(2const)](https://man7.org/linux/man-pages/man2/F_GETOWN_EX.2const.html)
#[doc(alias = "F_SETOWN_EX")]
#[inline]
pub fn fcntl_setown_ex(fd: impl AsFd, owner: &OwnerEx) -> Result<()> {
    // SAFETY: the kernel reads the struct; what a handler does is its own.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETOWN_EX, Some(owner)) }
}

/// `fcntl(2)`, `F_GETOWNER_UIDS`: the real and the effective user of whoever has set the owner.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a kernel that is built without checkpoints of processes.
///
/// # Kernel
///
/// Linux 3.6, on i686 `fcntl64`, `fs/fcntl.c`. [fcntl(2)](https://man7.org/linux/man-pages/man2/fcntl.2.html)
#[doc(alias = "F_GETOWNER_UIDS")]
#[inline]
pub fn fcntl_getowner_uids(fd: impl AsFd) -> Result<(Uid, Uid)> {
    let mut uids = MaybeUninit::<[Uid; 2]>::uninit();
    // SAFETY: the kernel writes two ids of 32 bits.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETOWNER_UIDS, uids.as_mut_ptr()) };
    done.map(|()| {
        // SAFETY: after a success it has.
        let [real, effective] = unsafe { uids.assume_init() };
        (real, effective)
    })
}

/// `fcntl(2)`, `F_GETSIG`: the signal that the owner gets; `None` is SIGIO without further information.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 2.2, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_GETSIG(2const)](https://man7.org/linux/man-pages/man2/F_GETSIG.2const.html)
#[doc(alias = "F_GETSIG")]
#[inline]
pub fn fcntl_getsig(fd: impl AsFd) -> Result<Option<Signal>> {
    // SAFETY: changes nothing.
    let signal: Result<i32> = unsafe { sys!(FCNTL, fd.as_fd(), F_GETSIG) };
    signal.map(Signal::from_raw)
}

/// `fcntl(2)`, `F_SETSIG`: the signal that the owner gets from now on.
///
/// With a signal, be it SIGIO, its handler learns which descriptor is meant and what is ready; `None` is SIGIO without
/// that.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 2.2, on i686 `fcntl64` of Linux 2.4, `fs/fcntl.c`.
/// [F_SETSIG(2const)](https://man7.org/linux/man-pages/man2/F_GETSIG.2const.html)
#[doc(alias = "F_SETSIG")]
#[inline]
pub fn fcntl_setsig(fd: impl AsFd, signal: Option<Signal>) -> Result<()> {
    // SAFETY: no memory is involved; what a handler does is its own.
    unsafe { sys!(FCNTL, fd.as_fd(), F_SETSIG, signal) }
}
