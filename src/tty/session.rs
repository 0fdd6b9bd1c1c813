//! `ioctl_tty(2)`: the session and the process group of a terminal, and exclusive use.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::id::Pid;
use crate::types::ioctl::{Request, call, get, set};

impl Request {
    /// See [`ioctl_tiocexcl`].
    pub const TIOCEXCL: Self = Self::from_raw(0x540c);
    /// See [`ioctl_tiocnxcl`].
    pub const TIOCNXCL: Self = Self::from_raw(0x540d);
    /// See [`ioctl_tiocsctty`].
    pub const TIOCSCTTY: Self = Self::from_raw(0x540e);
    /// See [`ioctl_tiocgpgrp`].
    pub const TIOCGPGRP: Request<i32> = Request::from_raw(0x540f);
    /// See [`ioctl_tiocspgrp`].
    pub const TIOCSPGRP: Request<i32> = Request::from_raw(0x5410);
    /// See [`ioctl_tiocnotty`].
    pub const TIOCNOTTY: Self = Self::from_raw(0x5422);
    /// See [`ioctl_tiocgsid`].
    pub const TIOCGSID: Request<i32> = Request::from_raw(0x5429);
    /// See [`ioctl_tiocgexcl`].
    pub const TIOCGEXCL: Request<i32> = Request::read(b'T', 0x40);
}

/// `ioctl(2)`, `TIOCSCTTY`: makes a terminal the controlling terminal of the caller's session.
///
/// The caller must be a session leader without a controlling terminal. If `steal` is true, the call
/// takes the terminal away from the session that it belongs to.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
/// - [`PERM`](crate::Errno::PERM): the caller is not a session leader or already has another
///   controlling terminal; the terminal belongs to another session, and `steal` is false or the
///   caller lacks `CAP_SYS_ADMIN`; or `fd` is not open for reading, and the caller lacks
///   `CAP_SYS_ADMIN`.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSCTTY")]
#[inline]
pub fn ioctl_tiocsctty(fd: impl AsFd, steal: bool) -> Result<()> {
    // SAFETY: the argument is a number, which no driver uses as an address.
    unsafe { call(fd, Request::TIOCSCTTY, i32::from(steal)) }
}

/// `ioctl(2)`, `TIOCNOTTY`: gives up the controlling terminal.
///
/// If the caller is the session leader, the kernel sends SIGHUP and SIGCONT to the foreground
/// process group, and the whole session loses the terminal.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not the controlling terminal of the calling process.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCNOTTY")]
#[inline]
pub fn ioctl_tiocnotty(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::TIOCNOTTY, 0_u32) }
}

/// `ioctl(2)`, `TIOCGPGRP`: returns the foreground process group of a terminal.
///
/// The result is 0 if there is none, or if it is in a pid namespace that the caller cannot see. For
/// a pseudoterminal's master, it is the foreground process group of the slave.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not the controlling terminal of the calling process.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPGRP")]
#[doc(alias = "tcgetpgrp")]
#[inline]
pub fn ioctl_tiocgpgrp(fd: impl AsFd) -> Result<Pid> {
    // SAFETY: every driver that implements the request writes a `pid_t`.
    let id = unsafe { get(fd, Request::TIOCGPGRP) };
    id.map(Pid::from_raw)
}

/// `ioctl(2)`, `TIOCSPGRP`: sets the foreground process group of a terminal, which may read from
/// it.
///
/// If the caller is in a background process group, the kernel sends SIGTTOU to that group, unless
/// the caller blocks or ignores the signal.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): `group` is negative.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not the controlling terminal of the calling process.
/// - [`PERM`](crate::Errno::PERM): the group is in another session.
/// - [`SRCH`](crate::Errno::SRCH): the group does not exist.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSPGRP")]
#[doc(alias = "tcsetpgrp")]
#[inline]
pub fn ioctl_tiocspgrp(fd: impl AsFd, group: Pid) -> Result<()> {
    // SAFETY: every driver that implements the request reads a `pid_t`.
    unsafe { set(fd, Request::TIOCSPGRP, &group.raw()) }
}

/// `ioctl(2)`, `TIOCGSID`: returns the session whose controlling terminal this is, as its leader's
/// id.
///
/// For a pseudoterminal's master, it is the session of the slave.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not the controlling terminal of the calling process,
///   or is a master whose slave has no session.
///
/// # Kernel
///
/// Linux 2.2, `drivers/tty/tty_jobctrl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGSID")]
#[doc(alias = "tcgetsid")]
#[inline]
pub fn ioctl_tiocgsid(fd: impl AsFd) -> Result<Pid> {
    // SAFETY: every driver that implements the request writes a `pid_t`.
    let id = unsafe { get(fd, Request::TIOCGSID) };
    id.map(Pid::from_raw)
}

/// `ioctl(2)`, `TIOCEXCL`: reserves a terminal, so that opening it fails.
///
/// A later `open` returns [`BUSY`](crate::Errno::BUSY), unless the caller has `CAP_SYS_ADMIN`.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCEXCL")]
#[inline]
pub fn ioctl_tiocexcl(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::TIOCEXCL, 0_u32) }
}

/// `ioctl(2)`, `TIOCNXCL`: permits opening a terminal again after [`ioctl_tiocexcl`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCNXCL")]
#[inline]
pub fn ioctl_tiocnxcl(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::TIOCNXCL, 0_u32) }
}

/// `ioctl(2)`, `TIOCGEXCL`: returns whether a terminal is reserved by [`ioctl_tiocexcl`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 3.8, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGEXCL")]
#[inline]
pub fn ioctl_tiocgexcl(fd: impl AsFd) -> Result<bool> {
    // SAFETY: every driver that implements the request writes an `int`.
    let excluded = unsafe { get(fd, Request::TIOCGEXCL) };
    excluded.map(|excluded| excluded != 0)
}
