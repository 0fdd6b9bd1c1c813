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

/// `ioctl(2)`, `TIOCGPTN`: returns the number of a pseudoterminal, given its master.
///
/// The path of the slave is `/dev/pts/` followed by this number.
///
/// ```no_run
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::tty;
///
/// let flags = OpenFlags::RDWR | OpenFlags::NOCTTY | OpenFlags::CLOEXEC;
/// let master = fs::openat(fs::CWD, c"/dev/ptmx", flags, Mode::empty())?;
/// tty::ioctl_tiocsptlck(&master, false)?;
/// let number = tty::ioctl_tiocgptn(&master)?;
/// // The slave is now at /dev/pts/<number>.
/// # let _ = number;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 2.2, `drivers/tty/pty.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPTN")]
#[doc(alias = "ptsname")]
#[inline]
pub fn ioctl_tiocgptn(fd: impl AsFd) -> Result<u32> {
    // SAFETY: every driver that implements the request writes an `unsigned int`.
    unsafe { get(fd, Request::TIOCGPTN) }
}

/// `ioctl(2)`, `TIOCSPTLCK`: locks or unlocks the slave of a pseudoterminal, given its master.
///
/// A locked slave cannot be opened. A new pseudoterminal is locked.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 2.2, `drivers/tty/pty.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSPTLCK")]
#[doc(alias = "unlockpt")]
#[inline]
pub fn ioctl_tiocsptlck(fd: impl AsFd, locked: bool) -> Result<()> {
    // SAFETY: every driver that implements the request reads an `int`.
    unsafe { set(fd, Request::TIOCSPTLCK, &i32::from(locked)) }
}

/// `ioctl(2)`, `TIOCGPTLCK`: returns whether the slave of a pseudoterminal is locked, given its
/// master.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 3.8, `drivers/tty/pty.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPTLCK")]
#[inline]
pub fn ioctl_tiocgptlck(fd: impl AsFd) -> Result<bool> {
    // SAFETY: every driver that implements the request writes an `int`.
    let locked = unsafe { get(fd, Request::TIOCGPTLCK) };
    locked.map(|locked| locked != 0)
}

/// `ioctl(2)`, `TIOCGPTPEER`: opens the slave of a pseudoterminal, given its master, without a
/// path.
///
/// The result is the right slave whatever is mounted at `/dev/pts`. `flags` are those of `open(2)`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `master` is not open.
/// - [`IO`](crate::Errno::IO): the slave is locked, or `master` is a terminal but not a
///   pseudoterminal's master.
/// - [`MFILE`](crate::Errno::MFILE): the process has too many open descriptors.
/// - [`NOTTY`](crate::Errno::NOTTY): `master` is not a terminal.
///
/// # Safety
///
/// - `master` must be a terminal. Another driver may return any number, and a file system in user
///   space (FUSE) may do so for every request. The [`OwnedFd`] would then close a descriptor that
///   other code owns.
///
/// # Kernel
///
/// Linux 4.13, `drivers/tty/pty.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPTPEER")]
#[inline]
pub unsafe fn ioctl_tiocgptpeer(master: impl AsFd, flags: OpenFlags) -> Result<OwnedFd> {
    // SAFETY: the caller ensures that `master` is a terminal, so the descriptor that the kernel
    // returns is new.
    unsafe { sys!(IOCTL, master.as_fd(), Request::TIOCGPTPEER, flags) }
}

flags! {
    /// The first byte of each read from a master in packet mode (`TIOCPKT_`). See
    /// [`ioctl_tiocpkt`].
    ///
    /// If it is empty, the bytes that the slave has written follow. Otherwise nothing follows.
    pub struct PacketFlags: u8 {
        /// The terminal's input queue was discarded.
        const FLUSHREAD ("TIOCPKT_FLUSHREAD") = 1;
        /// The terminal's output queue was discarded.
        const FLUSHWRITE ("TIOCPKT_FLUSHWRITE") = 2;
        /// Output was stopped.
        const STOP ("TIOCPKT_STOP") = 4;
        /// Output was resumed.
        const START ("TIOCPKT_START") = 8;
        /// Ctrl-S and Ctrl-Q no longer stop and resume output.
        const NOSTOP ("TIOCPKT_NOSTOP") = 16;
        /// Ctrl-S and Ctrl-Q now stop and resume output.
        const DOSTOP ("TIOCPKT_DOSTOP") = 32;
        /// The attributes of the terminal were changed, and `EXTPROC` is or was set.
        const IOCTL ("TIOCPKT_IOCTL") = 64;
    }
}

/// `ioctl(2)`, `TIOCPKT`: enables or disables packet mode of a pseudoterminal's master.
///
/// In packet mode, each read from the master starts with one byte of [`PacketFlags`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/pty.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCPKT")]
#[inline]
pub fn ioctl_tiocpkt(fd: impl AsFd, packets: bool) -> Result<()> {
    // SAFETY: every driver that implements the request reads an `int`.
    unsafe { set(fd, Request::TIOCPKT, &i32::from(packets)) }
}

/// `ioctl(2)`, `TIOCGPKT`: returns whether a pseudoterminal's master is in packet mode.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a pseudoterminal's master.
///
/// # Kernel
///
/// Linux 3.8, `drivers/tty/pty.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPKT")]
#[inline]
pub fn ioctl_tiocgpkt(fd: impl AsFd) -> Result<bool> {
    // SAFETY: every driver that implements the request writes an `int`.
    let packets = unsafe { get(fd, Request::TIOCGPKT) };
    packets.map(|packets| packets != 0)
}
