//! `ioctl_tty(2)`, `pts(4)`: the two ends of a pseudoterminal.

use crate::errno::Result;
use crate::fd::{AsFd, OwnedFd};
use crate::sys::sys;
use crate::types::flags;
use crate::types::ioctl::{Request, get, set};
use crate::types::open::OpenFlags;

impl Request {
    /// See [`ioctl_tiocpkt`].
    pub const TIOCPKT: Request<i32> = Request::from_raw(0x5420);
    /// See [`ioctl_tiocgptn`].
    pub const TIOCGPTN: Request<u32> = Request::read(b'T', 0x30);
    /// See [`ioctl_tiocsptlck`].
    pub const TIOCSPTLCK: Request<i32> = Request::write(b'T', 0x31);
    /// See [`ioctl_tiocgpkt`].
    pub const TIOCGPKT: Request<i32> = Request::read(b'T', 0x38);
    /// See [`ioctl_tiocgptlck`].
    pub const TIOCGPTLCK: Request<i32> = Request::read(b'T', 0x39);
    /// See [`ioctl_tiocgptpeer`].
    pub const TIOCGPTPEER: Self = Self::none(b'T', 0x41);
}

/// `ioctl(2)`, `TIOCGPTN`: the number of a pseudoterminal, by its master: the slave is `/dev/pts/` and this number.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 2.2, `drivers/tty/pty.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPTN")]
#[doc(alias = "ptsname")]
#[inline]
pub fn ioctl_tiocgptn(fd: impl AsFd) -> Result<u32> {
    // SAFETY: drivers write an `unsigned int`.
    unsafe { get(fd, Request::TIOCGPTN) }
}

/// `ioctl(2)`, `TIOCSPTLCK`: locks or unlocks the slave, by the master.
///
/// A new one is locked: nobody opens it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 2.2, `drivers/tty/pty.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSPTLCK")]
#[doc(alias = "unlockpt")]
#[inline]
pub fn ioctl_tiocsptlck(fd: impl AsFd, locked: bool) -> Result<()> {
    // SAFETY: drivers read an `int`.
    unsafe { set(fd, Request::TIOCSPTLCK, &i32::from(locked)) }
}

/// `ioctl(2)`, `TIOCGPTLCK`: whether the slave is locked, by the master.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 3.8, `drivers/tty/pty.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPTLCK")]
#[inline]
pub fn ioctl_tiocgptlck(fd: impl AsFd) -> Result<bool> {
    // SAFETY: drivers write an `int`.
    let locked = unsafe { get(fd, Request::TIOCGPTLCK) };
    locked.map(|locked| locked != 0)
}

/// `ioctl(2)`, `TIOCGPTPEER`: opens the slave, by the master, without a path.
///
/// It is the right one whatever is mounted at `/dev/pts`. `flags` are those of `open`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`IO`](crate::Errno::IO): the slave is locked, or it is not the master.
/// - [`MFILE`](crate::Errno::MFILE): no descriptor is free.
/// - [`NOTTY`](crate::Errno::NOTTY): not a pseudoterminal's master.
///
/// # Safety
///
/// - `master` is a terminal. Another driver may answer any number, and a file system that a program serves (FUSE) does
///   so to every request: the [`OwnedFd`] would close a descriptor that is somebody else's.
///
/// # Kernel
///
/// Linux 4.13, `drivers/tty/pty.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPTPEER")]
#[inline]
pub unsafe fn ioctl_tiocgptpeer(master: impl AsFd, flags: OpenFlags) -> Result<OwnedFd> {
    // SAFETY: to a terminal, says the caller, and then the descriptor that comes back is new.
    unsafe { sys!(IOCTL, master.as_fd(), Request::TIOCGPTPEER, flags) }
}

flags! {
    /// The byte that stands before what a master reads in packet mode (`TIOCPKT_`): see [`ioctl_tiocpkt`].
    ///
    /// Nothing set: the rest is what the slave has written. Else there is no rest.
    pub struct PacketFlags: u8 {
        /// What was to be read is thrown away.
        const FLUSHREAD ("TIOCPKT_FLUSHREAD") = 1;
        /// What was written is thrown away.
        const FLUSHWRITE ("TIOCPKT_FLUSHWRITE") = 2;
        /// Output is stopped.
        const STOP ("TIOCPKT_STOP") = 4;
        /// Output goes on.
        const START ("TIOCPKT_START") = 8;
        /// Ctrl-S and Ctrl-Q stop and start it no more.
        const NOSTOP ("TIOCPKT_NOSTOP") = 16;
        /// Ctrl-S and Ctrl-Q stop and start it.
        const DOSTOP ("TIOCPKT_DOSTOP") = 32;
        /// The attributes of the terminal have changed, with `EXTPROC`.
        const IOCTL ("TIOCPKT_IOCTL") = 64;
    }
}

/// `ioctl(2)`, `TIOCPKT`: switches packet mode of a master on or off.
///
/// In packet mode each read begins with a byte of [`PacketFlags`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/pty.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCPKT")]
#[inline]
pub fn ioctl_tiocpkt(fd: impl AsFd, packets: bool) -> Result<()> {
    // SAFETY: drivers read an `int`.
    unsafe { set(fd, Request::TIOCPKT, &i32::from(packets)) }
}

/// `ioctl(2)`, `TIOCGPKT`: whether a master is in packet mode.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 3.8, `drivers/tty/pty.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPKT")]
#[inline]
pub fn ioctl_tiocgpkt(fd: impl AsFd) -> Result<bool> {
    // SAFETY: drivers write an `int`.
    let packets = unsafe { get(fd, Request::TIOCGPKT) };
    packets.map(|packets| packets != 0)
}
