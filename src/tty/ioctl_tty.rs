//! `ioctl_tty(2)`: window size, queues, breaks, and the line discipline.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::constants;
use crate::types::ioctl::{Request, call, get, set};

impl Request {
    /// See [`ioctl_tcsbrk`].
    pub const TCSBRK: Self = Self::from_raw(0x5409);
    /// See [`ioctl_tcxonc`].
    pub const TCXONC: Self = Self::from_raw(0x540a);
    /// See [`ioctl_tcflsh`].
    pub const TCFLSH: Self = Self::from_raw(0x540b);
    /// See [`ioctl_tiocoutq`].
    pub const TIOCOUTQ: Request<i32> = Request::from_raw(0x5411);
    /// See [`ioctl_tiocsti`].
    pub const TIOCSTI: Request<u8> = Request::from_raw(0x5412);
    /// See [`ioctl_tiocgwinsz`].
    pub const TIOCGWINSZ: Request<Winsize> = Request::from_raw(0x5413);
    /// See [`ioctl_tiocswinsz`].
    pub const TIOCSWINSZ: Request<Winsize> = Request::from_raw(0x5414);
    /// See [`ioctl_tiocsetd`].
    pub const TIOCSETD: Request<i32> = Request::from_raw(0x5423);
    /// See [`ioctl_tiocgetd`].
    pub const TIOCGETD: Request<i32> = Request::from_raw(0x5424);
    /// See [`ioctl_tcsbrkp`].
    pub const TCSBRKP: Self = Self::from_raw(0x5425);
    /// See [`ioctl_tiocsbrk`].
    pub const TIOCSBRK: Self = Self::from_raw(0x5427);
    /// See [`ioctl_tioccbrk`].
    pub const TIOCCBRK: Self = Self::from_raw(0x5428);
}

/// The size of a terminal's window (`struct winsize`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Winsize {
    /// The number of lines.
    pub row: u16,
    /// The number of characters in a line.
    pub col: u16,
    /// The width in pixels, usually 0.
    pub xpixel: u16,
    /// The height in pixels, usually 0.
    pub ypixel: u16,
}

static_assertions::const_assert_eq!(size_of::<Winsize>(), 8);

/// `ioctl(2)`, `TIOCGWINSZ`: returns the size of a terminal's window.
///
/// The call succeeds for terminals only, so it also shows whether a descriptor is one.
///
/// ```
/// use trapgate::io::{self, PipeFlags};
/// use trapgate::{Errno, tty};
///
/// let (pipe, _writer) = io::pipe2(PipeFlags::CLOEXEC)?;
/// assert_eq!(tty::ioctl_tiocgwinsz(&pipe), Err(Errno::NOTTY));
/// # Ok::<(), Errno>(())
/// ```
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
#[doc(alias = "TIOCGWINSZ")]
#[doc(alias = "isatty")]
#[inline]
pub fn ioctl_tiocgwinsz(fd: impl AsFd) -> Result<Winsize> {
    // SAFETY: no driver writes more than the 8 bytes of a `Winsize`.
    unsafe { get(fd, Request::TIOCGWINSZ) }
}

/// `ioctl(2)`, `TIOCSWINSZ`: sets the size of a terminal's window.
///
/// If the size changes, the kernel sends SIGWINCH to the foreground process group.
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
#[doc(alias = "TIOCSWINSZ")]
#[inline]
pub fn ioctl_tiocswinsz(fd: impl AsFd, size: Winsize) -> Result<()> {
    // SAFETY: every driver that implements the request reads the 8 bytes of a `Winsize`.
    unsafe { set(fd, Request::TIOCSWINSZ, &size) }
}

constants! {
    /// The queue that [`ioctl_tcflsh`] discards (`TC`…`FLUSH`).
    pub struct FlushQueue: i32 {
        /// The input that was received but not read.
        const IFLUSH ("TCIFLUSH") = 0;
        /// The output that was written but not sent.
        const OFLUSH ("TCOFLUSH") = 1;
        /// Both queues.
        const IOFLUSH ("TCIOFLUSH") = 2;
    }
}

/// `ioctl(2)`, `TCFLSH`: discards the data in the queues of a terminal.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `queue` is unknown.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TCFLSH")]
#[doc(alias = "tcflush")]
#[inline]
pub fn ioctl_tcflsh(fd: impl AsFd, queue: FlushQueue) -> Result<()> {
    // SAFETY: the argument is a number, which no driver uses as an address.
    unsafe { call(fd, Request::TCFLSH, queue) }
}

constants! {
    /// The action of [`ioctl_tcxonc`] (`TCO`… and `TCI`…).
    pub struct FlowAction: i32 {
        /// Stops output.
        const OOFF ("TCOOFF") = 0;
        /// Resumes output.
        const OON ("TCOON") = 1;
        /// Sends the character that tells the other side to stop.
        const IOFF ("TCIOFF") = 2;
        /// Sends the character that tells the other side to resume.
        const ION ("TCION") = 3;
    }
}

/// `ioctl(2)`, `TCXONC`: stops or resumes output, or tells the other side to do so.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `action` is unknown.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TCXONC")]
#[doc(alias = "tcflow")]
#[inline]
pub fn ioctl_tcxonc(fd: impl AsFd, action: FlowAction) -> Result<()> {
    // SAFETY: the argument is a number, which no driver uses as an address.
    unsafe { call(fd, Request::TCXONC, action) }
}

/// `ioctl(2)`, `TCSBRK`: waits until all output is sent, then sends a break of a quarter of a
/// second.
///
/// If `none` is true, the call sends no break, as `tcdrain(3)` does.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TCSBRK")]
#[doc(alias = "tcdrain")]
#[doc(alias = "tcsendbreak")]
#[inline]
pub fn ioctl_tcsbrk(fd: impl AsFd, none: bool) -> Result<()> {
    // SAFETY: the argument is a number, which no driver uses as an address.
    unsafe { call(fd, Request::TCSBRK, i32::from(none)) }
}

/// `ioctl(2)`, `TCSBRKP`: waits until all output is sent, then sends a break of `tenths` tenths of
/// a second.
///
/// If `tenths` is 0, the break lasts a quarter of a second.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 2.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TCSBRKP")]
#[inline]
pub fn ioctl_tcsbrkp(fd: impl AsFd, tenths: u16) -> Result<()> {
    // SAFETY: the argument is a number, which no driver uses as an address.
    unsafe { call(fd, Request::TCSBRKP, tenths) }
}

/// `ioctl(2)`, `TIOCSBRK`: starts a break, which lasts until [`ioctl_tioccbrk`] ends it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 2.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSBRK")]
#[inline]
pub fn ioctl_tiocsbrk(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::TIOCSBRK, 0_u32) }
}

/// `ioctl(2)`, `TIOCCBRK`: ends a break.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 2.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCCBRK")]
#[inline]
pub fn ioctl_tioccbrk(fd: impl AsFd) -> Result<()> {
    // SAFETY: the request has no argument.
    unsafe { call(fd, Request::TIOCCBRK, 0_u32) }
}

/// `ioctl(2)`, `TIOCOUTQ`: returns the number of bytes that were written but not sent yet.
///
/// For a socket, it is the number of bytes that the other side has not acknowledged (`SIOCOUTQ`).
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is neither a terminal nor a socket.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCOUTQ")]
#[doc(alias = "SIOCOUTQ")]
#[inline]
pub fn ioctl_tiocoutq(fd: impl AsFd) -> Result<i32> {
    // SAFETY: every driver that implements the request writes an `int`.
    unsafe { get(fd, Request::TIOCOUTQ) }
}

/// `ioctl(2)`, `TIOCSTI`: inserts a byte into the input of a terminal, as if it had been typed.
///
/// The foreground process reads it, even if it has more privileges than the caller, so many kernels
/// forbid the request. It does not affect memory safety.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the kernel forbids the request, because `dev.tty.legacy_tiocsti` is
///   0 (Linux 6.2).
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
/// - [`PERM`](crate::Errno::PERM): `fd` is not the controlling terminal of the caller, which also
///   lacks `CAP_SYS_ADMIN`.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSTI")]
#[inline]
pub fn ioctl_tiocsti(fd: impl AsFd, byte: u8) -> Result<()> {
    // SAFETY: every driver that implements the request reads one byte.
    unsafe { set(fd, Request::TIOCSTI, &byte) }
}

constants! {
    /// The line discipline, which processes data between a terminal's driver and its user (`N_`).
    pub struct LineDiscipline: i32 {
        /// The default: input in lines, and characters that send signals.
        const TTY ("N_TTY") = 0;
        /// Serial Line IP.
        const SLIP ("N_SLIP") = 1;
        /// A serial mouse.
        const MOUSE ("N_MOUSE") = 2;
        /// The Point-to-Point Protocol.
        const PPP ("N_PPP") = 3;
        /// Starmode Radio IP.
        const STRIP ("N_STRIP") = 4;
        /// AX.25.
        const AX25 ("N_AX25") = 5;
        /// X.25.
        const X25 ("N_X25") = 6;
        /// 6pack, for packet radio.
        const _6PACK ("N_6PACK") = 7;
        /// Mobitex.
        const MASC ("N_MASC") = 8;
        /// Simatic R3964.
        const R3964 ("N_R3964") = 9;
        /// Profibus.
        const PROFIBUS_FDL ("N_PROFIBUS_FDL") = 10;
        /// Infrared.
        const IRDA ("N_IRDA") = 11;
        /// SMS in blocks.
        const SMSBLOCK ("N_SMSBLOCK") = 12;
        /// Synchronous HDLC.
        const HDLC ("N_HDLC") = 13;
        /// Synchronous PPP.
        const SYNC_PPP ("N_SYNC_PPP") = 14;
        /// Bluetooth.
        const HCI ("N_HCI") = 15;
        /// Siemens Gigaset M101.
        const GIGASET_M101 ("N_GIGASET_M101") = 16;
        /// A CAN adapter on a serial line.
        const SLCAN ("N_SLCAN") = 17;
        /// Pulses per second, from a clock.
        const PPS ("N_PPS") = 18;
        /// The codec of a voice modem.
        const V253 ("N_V253") = 19;
        /// CAIF, for modems.
        const CAIF ("N_CAIF") = 20;
        /// The GSM 0710 multiplexer.
        const GSM0710 ("N_GSM0710") = 21;
        /// Texas Instruments' wireless chips.
        const TI_WL ("N_TI_WL") = 22;
        /// MIPI P1149.7 trace data: the sink.
        const TRACESINK ("N_TRACESINK") = 23;
        /// MIPI P1149.7 trace data: the router.
        const TRACEROUTER ("N_TRACEROUTER") = 24;
        /// NFC.
        const NCI ("N_NCI") = 25;
        /// Speech synthesizers.
        const SPEAKUP ("N_SPEAKUP") = 26;
        /// No discipline: input is discarded, and writes fail.
        const NULL ("N_NULL") = 27;
        /// MCTP on a serial line (Linux 5.17).
        const MCTP ("N_MCTP") = 28;
        /// Drivers outside the kernel tree (Linux 5.18).
        const DEVELOPMENT ("N_DEVELOPMENT") = 29;
        /// ELM327 (Linux 6.0).
        const CAN327 ("N_CAN327") = 30;
    }
}

/// `ioctl(2)`, `TIOCGETD`: returns the line discipline of a terminal.
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
#[doc(alias = "TIOCGETD")]
#[inline]
pub fn ioctl_tiocgetd(fd: impl AsFd) -> Result<LineDiscipline> {
    // SAFETY: every driver that implements the request writes an `int`.
    let number = unsafe { get(fd, Request::TIOCGETD) };
    number.map(LineDiscipline::from_raw)
}

/// `ioctl(2)`, `TIOCSETD`: sets the line discipline of a terminal.
///
/// The kernel loads the module that implements it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `discipline` is unknown.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
/// - [`PERM`](crate::Errno::PERM): the discipline, or loading its module, requires a capability
///   that the caller lacks.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_io.c`.
/// [ioctl_tty(2)](https://man7.org/linux/man-pages/man2/ioctl_tty.2.html)
#[doc(alias = "TIOCSETD")]
#[inline]
pub fn ioctl_tiocsetd(fd: impl AsFd, discipline: LineDiscipline) -> Result<()> {
    // SAFETY: every driver that implements the request reads an `int`.
    unsafe { set(fd, Request::TIOCSETD, &discipline.raw()) }
}
