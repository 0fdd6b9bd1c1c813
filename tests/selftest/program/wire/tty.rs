//! Calls of the functions in `tty`.

mod ioctl_tty;
mod modem;
mod pty;
mod session;
mod termios;

/// The tables of the modules of this topic.
pub(super) const TABLES: &[&[super::Wire]] = &[
    ioctl_tty::WIRES,
    modem::WIRES,
    pty::WIRES,
    session::WIRES,
    termios::WIRES,
];
