//! `ioctl_tty(2)`: whose terminal it is.

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

/// `ioctl(2)`, `TIOCSCTTY`: makes a terminal the controlling terminal of the calling process's session.
///
/// The process leads its session, which has none yet. With `steal` a terminal that is another session's is taken from
/// it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
/// - [`PERM`](crate::Errno::PERM): no leader of a session, or the terminal is another session's, or it is not open
///   for reading; for `steal` CAP_SYS_ADMIN.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSCTTY")]
#[inline]
pub fn ioctl_tiocsctty(fd: impl AsFd, steal: bool) -> Result<()> {
    // SAFETY: takes a number.
    unsafe { call(fd, Request::TIOCSCTTY, i32::from(steal)) }
}

/// `ioctl(2)`, `TIOCNOTTY`: gives up the controlling terminal.
///
/// Where the process leads its session, all in front get SIGHUP and SIGCONT, and the whole session loses the terminal.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not the process's controlling terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCNOTTY")]
#[inline]
pub fn ioctl_tiocnotty(fd: impl AsFd) -> Result<()> {
    // SAFETY: has no argument.
    unsafe { call(fd, Request::TIOCNOTTY, 0_u32) }
}

/// `ioctl(2)`, `TIOCGPGRP`: the process group in front.
///
/// 0: one that this process cannot see, or none. A pseudoterminal's master tells that of its slave.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not the process's controlling terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGPGRP")]
#[doc(alias = "tcgetpgrp")]
#[inline]
pub fn ioctl_tiocgpgrp(fd: impl AsFd) -> Result<Pid> {
    // SAFETY: drivers write a `pid_t`.
    let id = unsafe { get(fd, Request::TIOCGPGRP) };
    id.map(Pid::from_raw)
}

/// `ioctl(2)`, `TIOCSPGRP`: puts a process group in front, which then reads from the terminal.
///
/// A process that is not in front gets SIGTTOU for it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`INVAL`](crate::Errno::INVAL): a negative number.
/// - [`NOTTY`](crate::Errno::NOTTY): not the process's controlling terminal.
/// - [`PERM`](crate::Errno::PERM): a group of another session.
/// - [`SRCH`](crate::Errno::SRCH): no such group.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_jobctrl.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSPGRP")]
#[doc(alias = "tcsetpgrp")]
#[inline]
pub fn ioctl_tiocspgrp(fd: impl AsFd, group: Pid) -> Result<()> {
    // SAFETY: drivers read a `pid_t`.
    unsafe { set(fd, Request::TIOCSPGRP, &group.raw()) }
}

/// `ioctl(2)`, `TIOCGSID`: the session whose controlling terminal it is, by the id of its leader.
///
/// A pseudoterminal's master tells that of its slave.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not the process's controlling terminal, or a master whose slave has no session.
///
/// # Kernel
///
/// Linux 2.2, `drivers/tty/tty_jobctrl.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGSID")]
#[doc(alias = "tcgetsid")]
#[inline]
pub fn ioctl_tiocgsid(fd: impl AsFd) -> Result<Pid> {
    // SAFETY: drivers write a `pid_t`.
    let id = unsafe { get(fd, Request::TIOCGSID) };
    id.map(Pid::from_raw)
}

/// `ioctl(2)`, `TIOCEXCL`: lets nobody open the terminal any more, but for who has CAP_SYS_ADMIN.
///
/// Who opens it gets [`BUSY`](crate::Errno::BUSY).
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCEXCL")]
#[inline]
pub fn ioctl_tiocexcl(fd: impl AsFd) -> Result<()> {
    // SAFETY: has no argument.
    unsafe { call(fd, Request::TIOCEXCL, 0_u32) }
}

/// `ioctl(2)`, `TIOCNXCL`: lets the terminal be opened again.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCNXCL")]
#[inline]
pub fn ioctl_tiocnxcl(fd: impl AsFd) -> Result<()> {
    // SAFETY: has no argument.
    unsafe { call(fd, Request::TIOCNXCL, 0_u32) }
}

/// `ioctl(2)`, `TIOCGEXCL`: whether nobody may open the terminal: see [`ioctl_tiocexcl`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 3.8, `drivers/tty/tty_io.c`. [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCGEXCL")]
#[inline]
pub fn ioctl_tiocgexcl(fd: impl AsFd) -> Result<bool> {
    // SAFETY: drivers write an `int`.
    let excluded = unsafe { get(fd, Request::TIOCGEXCL) };
    excluded.map(|excluded| excluded != 0)
}
