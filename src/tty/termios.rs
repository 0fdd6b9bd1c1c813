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

/// The attributes of a terminal (`struct termios` of the kernel, not of C libraries).
///
/// A speed is one of [`Speed`](super::Speed) in `cflag`; [`Termios2`] has any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Termios {
    /// What happens to what comes in.
    pub iflag: InputFlags,
    /// What happens to what goes out.
    pub oflag: OutputFlags,
    /// How the line is driven.
    pub cflag: ControlFlags,
    /// What the line discipline does.
    pub lflag: LocalFlags,
    /// The line discipline, as far as eight bits tell it.
    pub line: u8,
    /// Characters that mean something, by [`VINTR`](Self::VINTR) and so on; 0: none does.
    pub cc: [u8; 19],
}

/// The attributes of a terminal, with speeds as numbers (`struct termios2`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Termios2 {
    /// What happens to what comes in.
    pub iflag: InputFlags,
    /// What happens to what goes out.
    pub oflag: OutputFlags,
    /// How the line is driven.
    pub cflag: ControlFlags,
    /// What the line discipline does.
    pub lflag: LocalFlags,
    /// The line discipline, as far as eight bits tell it.
    pub line: u8,
    /// Characters that mean something, by [`VINTR`](Termios::VINTR) and so on; 0: none does.
    pub cc: [u8; 19],
    /// Bits in a second that come in, where `cflag` has [`Speed::BOTHER`](super::Speed::BOTHER) for the input.
    pub ispeed: u32,
    /// Bits in a second that go out, where `cflag` has [`Speed::BOTHER`](super::Speed::BOTHER).
    pub ospeed: u32,
}

static_assertions::const_assert_eq!(size_of::<Termios>(), 36);
static_assertions::const_assert_eq!(size_of::<Termios2>(), 44);

/// Where each character stands in `cc`.
impl Termios {
    /// Sends SIGINT: Ctrl-C.
    pub const VINTR: usize = 0;
    /// Sends SIGQUIT: Ctrl-\\.
    pub const VQUIT: usize = 1;
    /// Takes the last character back.
    pub const VERASE: usize = 2;
    /// Takes the line back: Ctrl-U.
    pub const VKILL: usize = 3;
    /// Ends the input: Ctrl-D.
    pub const VEOF: usize = 4;
    /// No character: tenths of a second that a read waits, without `ICANON`.
    pub const VTIME: usize = 5;
    /// No character: bytes that a read waits for, without `ICANON`.
    pub const VMIN: usize = 6;
    /// Switches to another shell; not on Linux.
    pub const VSWTC: usize = 7;
    /// Lets output go on: Ctrl-Q.
    pub const VSTART: usize = 8;
    /// Stops output: Ctrl-S.
    pub const VSTOP: usize = 9;
    /// Sends SIGTSTP: Ctrl-Z.
    pub const VSUSP: usize = 10;
    /// Ends a line, beside the newline.
    pub const VEOL: usize = 11;
    /// Writes the line anew: Ctrl-R.
    pub const VREPRINT: usize = 12;
    /// Throws output away: Ctrl-O; not on Linux.
    pub const VDISCARD: usize = 13;
    /// Takes the last word back: Ctrl-W.
    pub const VWERASE: usize = 14;
    /// The next character means nothing: Ctrl-V.
    pub const VLNEXT: usize = 15;
    /// Ends a line, too.
    pub const VEOL2: usize = 16;
}

/// `ioctl(2)`, `TCGETS`: the attributes of a terminal.
///
/// Without lines and without an echo, a byte as it comes:
///
/// ```no_run
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::io::{self, LocalFlags, Termios};
///
/// let tty = fs::openat(fs::CWD, c"/dev/tty", OpenFlags::RDWR, Mode::empty())?;
/// let before = tty::ioctl_tcgets(&tty)?;
/// let mut raw = before;
/// raw.lflag.remove(LocalFlags::ICANON | LocalFlags::ECHO);
/// raw.cc[Termios::VMIN] = 1;
/// raw.cc[Termios::VTIME] = 0;
/// tty::ioctl_tcsets(&tty, &raw)?;
/// let mut byte = [0];
/// io::read(&tty, &mut byte)?;
/// tty::ioctl_tcsets(&tty, &before)?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCGETS")]
#[doc(alias = "tcgetattr")]
#[inline]
pub fn ioctl_tcgets(fd: impl AsFd) -> Result<Termios> {
    // SAFETY: no driver writes more than the 36 bytes.
    unsafe { get(fd, Request::TCGETS) }
}

/// `ioctl(2)`, `TCSETS`: sets the attributes of a terminal at once.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETS")]
#[doc(alias = "tcsetattr")]
#[inline]
pub fn ioctl_tcsets(fd: impl AsFd, termios: &Termios) -> Result<()> {
    // SAFETY: terminals read the 36 bytes; `SNDCTL_TMR_START`, the same number, takes nothing.
    unsafe { set(fd, Request::TCSETS, termios) }
}

/// `ioctl(2)`, `TCSETSW`: sets the attributes of a terminal once all that is written is sent.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSW")]
#[doc(alias = "tcsetattr")]
#[inline]
pub fn ioctl_tcsetsw(fd: impl AsFd, termios: &Termios) -> Result<()> {
    // SAFETY: terminals read the 36 bytes; `SNDCTL_TMR_STOP`, the same number, takes nothing.
    unsafe { set(fd, Request::TCSETSW, termios) }
}

/// `ioctl(2)`, `TCSETSF`: sets the attributes of a terminal once all that is written is sent, and throws away what has
/// come and is not read.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 1.0, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSF")]
#[doc(alias = "tcsetattr")]
#[inline]
pub fn ioctl_tcsetsf(fd: impl AsFd, termios: &Termios) -> Result<()> {
    // SAFETY: terminals read the 36 bytes; `SNDCTL_TMR_CONTINUE`, the same number, takes nothing.
    unsafe { set(fd, Request::TCSETSF, termios) }
}

/// `ioctl(2)`, `TCGETS2`: the attributes of a terminal, with its speeds as numbers.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCGETS2")]
#[inline]
pub fn ioctl_tcgets2(fd: impl AsFd) -> Result<Termios2> {
    // SAFETY: drivers write the 44 bytes.
    unsafe { get(fd, Request::TCGETS2) }
}

/// `ioctl(2)`, `TCSETS2`: as [`ioctl_tcsets`], with any speeds.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETS2")]
#[inline]
pub fn ioctl_tcsets2(fd: impl AsFd, termios: &Termios2) -> Result<()> {
    // SAFETY: drivers read the 44 bytes.
    unsafe { set(fd, Request::TCSETS2, termios) }
}

/// `ioctl(2)`, `TCSETSW2`: as [`ioctl_tcsetsw`], with any speeds.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSW2")]
#[inline]
pub fn ioctl_tcsetsw2(fd: impl AsFd, termios: &Termios2) -> Result<()> {
    // SAFETY: drivers read the 44 bytes.
    unsafe { set(fd, Request::TCSETSW2, termios) }
}

/// `ioctl(2)`, `TCSETSF2`: as [`ioctl_tcsetsf`], with any speeds.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`IO`](crate::Errno::IO): the terminal is gone.
/// - [`NOTTY`](crate::Errno::NOTTY): not a terminal.
///
/// # Kernel
///
/// Linux 2.6.20, `drivers/tty/tty_ioctl.c`. [TCSETS(2const)](https://man7.org/linux/man-pages/man2/TCSETS.2const.html)
#[doc(alias = "TCSETSF2")]
#[inline]
pub fn ioctl_tcsetsf2(fd: impl AsFd, termios: &Termios2) -> Result<()> {
    // SAFETY: drivers read the 44 bytes.
    unsafe { set(fd, Request::TCSETSF2, termios) }
}
