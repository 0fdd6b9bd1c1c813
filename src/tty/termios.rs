//! `TCSETS(2const)`, `termios(3)`: the attributes of a terminal.

use super::termios_flags::{ControlFlags, InputFlags, LocalFlags, OutputFlags};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::ioctl::{Request, get, set};

impl Request {
    /// See [`ioctl_tcgets`].
    pub const TCGETS: Request<Termios> = Request::from_raw(0x5401);
    /// See [`ioctl_tcsets`].
    pub const TCSETS: Request<Termios> = Request::from_raw(0x5402);
    /// See [`ioctl_tcsetsw`].
    pub const TCSETSW: Request<Termios> = Request::from_raw(0x5403);
    /// See [`ioctl_tcsetsf`].
    pub const TCSETSF: Request<Termios> = Request::from_raw(0x5404);
    /// See [`ioctl_tcgets2`].
    pub const TCGETS2: Request<Termios2> = Request::read(b'T', 0x2a);
    /// See [`ioctl_tcsets2`].
    pub const TCSETS2: Request<Termios2> = Request::write(b'T', 0x2b);
    /// See [`ioctl_tcsetsw2`].
    pub const TCSETSW2: Request<Termios2> = Request::write(b'T', 0x2c);
    /// See [`ioctl_tcsetsf2`].
    pub const TCSETSF2: Request<Termios2> = Request::write(b'T', 0x2d);
}

/// The attributes of a terminal (`struct termios` of the kernel, which differs from that of C
/// libraries).
///
/// Speeds are values of [`Speed`](super::Speed) in `cflag`. [`Termios2`] supports any speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Termios {
    /// The processing of input.
    pub iflag: InputFlags,
    /// The processing of output.
    pub oflag: OutputFlags,
    /// The settings of the line.
    pub cflag: ControlFlags,
    /// The settings of the line discipline.
    pub lflag: LocalFlags,
    /// The lower eight bits of the number of the line discipline.
    pub line: u8,
    /// The special characters, indexed by [`VINTR`](Self::VINTR) and so on; 0 disables a character.
    pub cc: [u8; 19],
}

/// The attributes of a terminal, with speeds as numbers (`struct termios2`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Termios2 {
    /// The processing of input.
    pub iflag: InputFlags,
    /// The processing of output.
    pub oflag: OutputFlags,
    /// The settings of the line.
    pub cflag: ControlFlags,
    /// The settings of the line discipline.
    pub lflag: LocalFlags,
    /// The lower eight bits of the number of the line discipline.
    pub line: u8,
    /// The special characters, indexed by [`VINTR`](Termios::VINTR) and so on; 0 disables a
    /// character.
    pub cc: [u8; 19],
    /// The input speed in bits per second, if that in `cflag` is
    /// [`Speed::BOTHER`](super::Speed::BOTHER).
    pub ispeed: u32,
    /// The output speed in bits per second, if that in `cflag` is
    /// [`Speed::BOTHER`](super::Speed::BOTHER).
    pub ospeed: u32,
}

static_assertions::const_assert_eq!(size_of::<Termios>(), 36);
static_assertions::const_assert_eq!(size_of::<Termios2>(), 44);

/// Indices of the special characters in `cc`.
impl Termios {
    /// Sends SIGINT: Ctrl-C.
    pub const VINTR: usize = 0;
    /// Sends SIGQUIT: Ctrl-\\.
    pub const VQUIT: usize = 1;
    /// Erases the last character.
    pub const VERASE: usize = 2;
    /// Erases the line: Ctrl-U.
    pub const VKILL: usize = 3;
    /// Ends the input: Ctrl-D.
    pub const VEOF: usize = 4;
    /// Not a character: without `ICANON`, the tenths of a second that a read waits.
    pub const VTIME: usize = 5;
    /// Not a character: without `ICANON`, the number of bytes that a read waits for.
    pub const VMIN: usize = 6;
    /// Switches to another shell; not implemented on Linux.
    pub const VSWTC: usize = 7;
    /// Resumes output: Ctrl-Q.
    pub const VSTART: usize = 8;
    /// Stops output: Ctrl-S.
    pub const VSTOP: usize = 9;
    /// Sends SIGTSTP: Ctrl-Z.
    pub const VSUSP: usize = 10;
    /// Ends a line, in addition to the newline.
    pub const VEOL: usize = 11;
    /// Prints the line again: Ctrl-R.
    pub const VREPRINT: usize = 12;
    /// Discards output: Ctrl-O; not implemented on Linux.
    pub const VDISCARD: usize = 13;
    /// Erases the last word: Ctrl-W.
    pub const VWERASE: usize = 14;
    /// Removes the special meaning of the next character: Ctrl-V.
    pub const VLNEXT: usize = 15;
    /// Ends a line, as `VEOL` does.
    pub const VEOL2: usize = 16;
}

/// `ioctl(2)`, `TCGETS`: returns the attributes of a terminal.
///
/// This reads a single byte, without waiting for a line and without echo:
///
/// ```no_run
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::io;
/// use trapgate::tty::{self, LocalFlags, Termios};
///
/// let tty = fs::openat(fs::CWD, c"/dev/tty", OpenFlags::RDWR, Mode::empty())?;
/// let before = tty::ioctl_tcgets(&tty)?;
/// let mut raw = before;
/// raw.lflag.remove(LocalFlags::ICANON | LocalFlags::ECHO);
/// raw.cc[Termios::VMIN] = 1;
/// raw.cc[Termios::VTIME] = 0;
/// tty::ioctl_tcsets(&tty, &raw)?;
/// let mut byte = [0_u8];
/// io::read(&tty, &mut byte)?;
/// tty::ioctl_tcsets(&tty, &before)?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCGETS")]
#[doc(alias = "tcgetattr")]
#[inline]
pub fn ioctl_tcgets(fd: impl AsFd) -> Result<Termios> {
    // SAFETY: no driver writes more than the 36 bytes of a `Termios`.
    unsafe { get(fd, Request::TCGETS) }
}

/// `ioctl(2)`, `TCSETS`: sets the attributes of a terminal immediately.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETS")]
#[doc(alias = "tcsetattr")]
#[inline]
pub fn ioctl_tcsets(fd: impl AsFd, termios: &Termios) -> Result<()> {
    // SAFETY: a terminal reads the 36 bytes of a `Termios`. `SNDCTL_TMR_START` has the same number,
    // and ignores the argument.
    unsafe { set(fd, Request::TCSETS, termios) }
}

/// `ioctl(2)`, `TCSETSW`: sets the attributes of a terminal after all output is sent.
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
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSW")]
#[doc(alias = "tcsetattr")]
#[inline]
pub fn ioctl_tcsetsw(fd: impl AsFd, termios: &Termios) -> Result<()> {
    // SAFETY: a terminal reads the 36 bytes of a `Termios`. `SNDCTL_TMR_STOP` has the same number,
    // and ignores the argument.
    unsafe { set(fd, Request::TCSETSW, termios) }
}

/// `ioctl(2)`, `TCSETSF`: sets the attributes of a terminal after all output is sent, and discards
/// input that was received but not read.
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
/// Linux 1.0, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSF")]
#[doc(alias = "tcsetattr")]
#[inline]
pub fn ioctl_tcsetsf(fd: impl AsFd, termios: &Termios) -> Result<()> {
    // SAFETY: a terminal reads the 36 bytes of a `Termios`. `SNDCTL_TMR_CONTINUE` has the same
    // number, and ignores the argument.
    unsafe { set(fd, Request::TCSETSF, termios) }
}

/// `ioctl(2)`, `TCGETS2`: returns the attributes of a terminal, with its speeds as numbers.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCGETS2")]
#[inline]
pub fn ioctl_tcgets2(fd: impl AsFd) -> Result<Termios2> {
    // SAFETY: every driver that implements the request writes the 44 bytes of a `Termios2`.
    unsafe { get(fd, Request::TCGETS2) }
}

/// `ioctl(2)`, `TCSETS2`: sets the attributes of a terminal as [`ioctl_tcsets`] does, with any
/// speeds.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): the terminal was hung up.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a terminal.
///
/// # Kernel
///
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETS2")]
#[inline]
pub fn ioctl_tcsets2(fd: impl AsFd, termios: &Termios2) -> Result<()> {
    // SAFETY: every driver that implements the request reads the 44 bytes of a `Termios2`.
    unsafe { set(fd, Request::TCSETS2, termios) }
}

/// `ioctl(2)`, `TCSETSW2`: sets the attributes of a terminal as [`ioctl_tcsetsw`] does, with any
/// speeds.
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
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSW2")]
#[inline]
pub fn ioctl_tcsetsw2(fd: impl AsFd, termios: &Termios2) -> Result<()> {
    // SAFETY: every driver that implements the request reads the 44 bytes of a `Termios2`.
    unsafe { set(fd, Request::TCSETSW2, termios) }
}

/// `ioctl(2)`, `TCSETSF2`: sets the attributes of a terminal as [`ioctl_tcsetsf`] does, with any
/// speeds.
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
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`.
/// [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSF2")]
#[inline]
pub fn ioctl_tcsetsf2(fd: impl AsFd, termios: &Termios2) -> Result<()> {
    // SAFETY: every driver that implements the request reads the 44 bytes of a `Termios2`.
    unsafe { set(fd, Request::TCSETSF2, termios) }
}
