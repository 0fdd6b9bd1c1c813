//! `ioctl_tty(2)`: the terminal's window, queues and owners.

use super::{Request, get};
use crate::errno::Result;
use crate::types::fd::AsFd;

impl Request {
    /// See [`ioctl_tiocgwinsz`].
    pub const TIOCGWINSZ: Self = Self::from_raw(0x5413);
    /// Bytes that wait to be read, an `int`.
    pub const FIONREAD: Self = Self::from_raw(0x541b);
}

/// How large a terminal's window is (`struct winsize`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Winsize {
    /// Lines of characters.
    pub row: u16,
    /// Characters in a line.
    pub col: u16,
    /// Width in pixels, mostly 0.
    pub xpixel: u16,
    /// Height in pixels, mostly 0.
    pub ypixel: u16,
}

static_assertions::const_assert_eq!(size_of::<Winsize>(), 8);

/// `ioctl(2)`, `TIOCGWINSZ`: how large a terminal's window is; a way to ask whether it is a terminal.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`. [TIOCGWINSZ(2const)](https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html)
#[doc(alias = "TIOCGWINSZ")]
#[doc(alias = "isatty")]
#[inline]
pub fn ioctl_tiocgwinsz(fd: impl AsFd) -> Result<Winsize> {
    // SAFETY: no driver writes more than the 8 bytes.
    unsafe { get(fd, Request::TIOCGWINSZ) }
}
