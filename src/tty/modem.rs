//! `ioctl_tty(2)`: the modem control lines.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::{Request, get, set};

impl Request {
    /// See [`ioctl_tiocmget`].
    pub const TIOCMGET: Request<u32> = Request::from_raw(0x5415);
    /// See [`ioctl_tiocmbis`].
    pub const TIOCMBIS: Request<u32> = Request::from_raw(0x5416);
    /// See [`ioctl_tiocmbic`].
    pub const TIOCMBIC: Request<u32> = Request::from_raw(0x5417);
    /// See [`ioctl_tiocmset`].
    pub const TIOCMSET: Request<u32> = Request::from_raw(0x5418);
}

flags! {
    /// Modem control lines that are active (`TIOCM_`).
    pub struct ModemFlags: u32 {
        /// Data set ready, under its old name: line enable.
        const LE ("TIOCM_LE") = 0x1;
        /// Data terminal ready.
        const DTR ("TIOCM_DTR") = 0x2;
        /// Ready to send.
        const RTS ("TIOCM_RTS") = 0x4;
        /// Secondary transmit.
        const ST ("TIOCM_ST") = 0x8;
        /// Secondary receive.
        const SR ("TIOCM_SR") = 0x10;
        /// Clear to send.
        const CTS ("TIOCM_CTS") = 0x20;
        /// Carrier detected.
        const CAR ("TIOCM_CAR") = 0x40;
        /// The same line as `CAR`.
        const CD ("TIOCM_CD") = 0x40;
        /// Ring indicator: the telephone rings.
        const RNG ("TIOCM_RNG") = 0x80;
        /// The same line as `RNG`.
        const RI ("TIOCM_RI") = 0x80;
        /// Data set ready.
        const DSR ("TIOCM_DSR") = 0x100;
        /// An output without a fixed purpose.
        const OUT1 ("TIOCM_OUT1") = 0x2000;
        /// A second output without a fixed purpose.
        const OUT2 ("TIOCM_OUT2") = 0x4000;
        /// Loopback: the device receives what it sends.
        const LOOP ("TIOCM_LOOP") = 0x8000;
    }
}

/// `ioctl(2)`, `TIOCMGET`: returns the lines that are active.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal, or is one without modem lines.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCMGET")]
#[inline]
pub fn ioctl_tiocmget(fd: impl AsFd) -> Result<ModemFlags> {
    // SAFETY: every driver that implements the request writes an `int`.
    let bits = unsafe { get(fd, Request::TIOCMGET) };
    bits.map(ModemFlags::from_bits_retain)
}

/// `ioctl(2)`, `TIOCMSET`: activates the given lines, and deactivates all others.
///
/// The call has no effect on lines that are inputs.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal, or is one without modem lines.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCMSET")]
#[inline]
pub fn ioctl_tiocmset(fd: impl AsFd, lines: ModemFlags) -> Result<()> {
    // SAFETY: every driver that implements the request reads an `int`.
    unsafe { set(fd, Request::TIOCMSET, &lines.bits()) }
}

/// `ioctl(2)`, `TIOCMBIS`: activates the given lines.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal, or is one without modem lines.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCMBIS")]
#[inline]
pub fn ioctl_tiocmbis(fd: impl AsFd, lines: ModemFlags) -> Result<()> {
    // SAFETY: every driver that implements the request reads an `int`.
    unsafe { set(fd, Request::TIOCMBIS, &lines.bits()) }
}

/// `ioctl(2)`, `TIOCMBIC`: deactivates the given lines.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal, or is one without modem lines.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCMBIC")]
#[inline]
pub fn ioctl_tiocmbic(fd: impl AsFd, lines: ModemFlags) -> Result<()> {
    // SAFETY: every driver that implements the request reads an `int`.
    unsafe { set(fd, Request::TIOCMBIC, &lines.bits()) }
}
