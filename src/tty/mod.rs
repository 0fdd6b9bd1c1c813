//! Terminals: settings, window size, modem lines, job control, and pseudoterminals.
//!
//! Each function makes one request of `ioctl(2)` on the descriptor of a terminal, and has the name
//! of that request. [`io::ioctl`](crate::io::ioctl) makes any other request.
//!
//! | function of the C library | request |
//! |---|---|
//! | `isatty` | [`ioctl_tiocgwinsz`] succeeds for terminals only |
//! | `tcgetattr` | [`ioctl_tcgets`] |
//! | `tcsetattr` | [`ioctl_tcsets`], [`ioctl_tcsetsw`], [`ioctl_tcsetsf`] |
//! | `tcdrain`, `tcsendbreak` | [`ioctl_tcsbrk`] |
//! | `tcflush` | [`ioctl_tcflsh`] |
//! | `tcflow` | [`ioctl_tcxonc`] |
//! | `tcgetpgrp`, `tcsetpgrp` | [`ioctl_tiocgpgrp`], [`ioctl_tiocspgrp`] |
//! | `tcgetsid` | [`ioctl_tiocgsid`] |
//! | `unlockpt`, `ptsname` | [`ioctl_tiocsptlck`], [`ioctl_tiocgptn`] |

mod ioctl_tty;
mod modem;
mod pty;
mod session;
mod termios;
mod termios_flags;

pub use crate::fd::OwnedFd;
pub use crate::types::id::Pid;
pub use crate::types::open::OpenFlags;
pub use ioctl_tty::{
    FlowAction, FlushQueue, LineDiscipline, Winsize, ioctl_tcflsh, ioctl_tcsbrk, ioctl_tcsbrkp,
    ioctl_tcxonc, ioctl_tioccbrk, ioctl_tiocgetd, ioctl_tiocgwinsz, ioctl_tiocoutq, ioctl_tiocsbrk,
    ioctl_tiocsetd, ioctl_tiocsti, ioctl_tiocswinsz,
};
pub use modem::{ModemFlags, ioctl_tiocmbic, ioctl_tiocmbis, ioctl_tiocmget, ioctl_tiocmset};
pub use pty::{
    PacketFlags, ioctl_tiocgpkt, ioctl_tiocgptlck, ioctl_tiocgptn, ioctl_tiocgptpeer,
    ioctl_tiocpkt, ioctl_tiocsptlck,
};
pub use session::{
    ioctl_tiocexcl, ioctl_tiocgexcl, ioctl_tiocgpgrp, ioctl_tiocgsid, ioctl_tiocnotty,
    ioctl_tiocnxcl, ioctl_tiocsctty, ioctl_tiocspgrp,
};
pub use termios::{
    Termios, Termios2, ioctl_tcgets, ioctl_tcgets2, ioctl_tcsets, ioctl_tcsets2, ioctl_tcsetsf,
    ioctl_tcsetsf2, ioctl_tcsetsw, ioctl_tcsetsw2,
};
pub use termios_flags::{ControlFlags, InputFlags, LocalFlags, OutputFlags, Speed};
