mod ioctl_tty;
mod modem;
mod pty;
mod session;
mod termios;

use std::time::{Duration, Instant};

use trapgate::fd::{AsFd, OwnedFd};
use trapgate::fs::{CWD, Mode, OpenFlags, openat};
use trapgate::{io, tty};

use crate::support::skip::skip;

const TERMINAL: OpenFlags = OpenFlags::RDWR
    .union(OpenFlags::NOCTTY)
    .union(OpenFlags::CLOEXEC)
    .union(OpenFlags::NONBLOCK);

/// Opens a pseudoterminal: the master and the slave, both nonblocking.
pub(super) fn terminal(test: &str) -> Option<[OwnedFd; 2]> {
    let master = match openat(CWD, c"/dev/ptmx", TERMINAL, Mode::empty()) {
        Ok(master) => master,
        Err(error) => {
            skip(test, format!("/dev/ptmx: {error}"));
            return None;
        }
    };
    tty::ioctl_tiocsptlck(&master, false).unwrap();
    // SAFETY: the descriptor is the master of a pseudoterminal.
    let slave = unsafe { tty::ioctl_tiocgptpeer(&master, TERMINAL) }.unwrap();
    Some([master, slave])
}

/// Waits until `count` bytes from the other end have arrived. The kernel passes them on
/// asynchronously.
#[track_caller]
fn arrives(fd: impl AsFd, count: i32) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while io::ioctl_fionread(&fd) != Ok(count) {
        assert!(Instant::now() < deadline, "{:?}", io::ioctl_fionread(&fd));
        std::thread::sleep(Duration::from_millis(1));
    }
}
