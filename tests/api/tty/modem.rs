use trapgate::Errno;
use trapgate::fd::AsFd as _;
use trapgate::fs::{self, Mode};
use trapgate::tty::{self, ModemFlags};

use super::{TERMINAL, terminal};
use crate::api::scratch::{closed, memory};
use crate::support::skip::skip;

/// A serial line, whose modem stays as it is.
#[test]
fn lines_of_a_modem() {
    let line = fs::openat(fs::CWD, c"/dev/ttyS0", TERMINAL, Mode::empty());
    let (line, lines) = match line.and_then(|line| Ok((tty::ioctl_tiocmget(&line)?, line))) {
        Ok((lines, line)) => (line, lines),
        Err(error) => return skip("lines_of_a_modem", format!("/dev/ttyS0: {error}")),
    };
    let settable = ModemFlags::DTR | ModemFlags::RTS;
    assert_eq!(tty::ioctl_tiocmbic(&line, ModemFlags::empty()), Ok(()));
    assert_eq!(tty::ioctl_tiocmset(&line, lines), Ok(()));
    assert_eq!(
        tty::ioctl_tiocmget(&line).unwrap() & settable,
        lines & settable
    );
    assert_eq!(tty::ioctl_tiocmbic(&line, ModemFlags::RTS), Ok(()));
    assert_eq!(
        tty::ioctl_tiocmget(&line).unwrap() & settable,
        lines & (settable - ModemFlags::RTS)
    );
    assert_eq!(tty::ioctl_tiocmbis(&line, ModemFlags::RTS), Ok(()));
    assert_eq!(
        tty::ioctl_tiocmget(&line).unwrap() & settable,
        (lines & settable) | ModemFlags::RTS
    );
    assert_eq!(tty::ioctl_tiocmset(&line, lines), Ok(()));
    assert_eq!(
        tty::ioctl_tiocmget(&line).unwrap() & settable,
        lines & settable
    );
}

#[test]
fn modem_errors() {
    let file = memory();
    let mut wrong = vec![(file.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)];
    let terminal = terminal("modem_errors");
    if let Some([master, slave]) = &terminal {
        wrong.extend([
            (master.as_fd(), Errno::NOTTY),
            (slave.as_fd(), Errno::NOTTY),
        ]);
    }
    for (fd, error) in wrong {
        assert_eq!(tty::ioctl_tiocmget(fd), Err(error));
        assert_eq!(tty::ioctl_tiocmset(fd, ModemFlags::DTR), Err(error));
        assert_eq!(tty::ioctl_tiocmbis(fd, ModemFlags::DTR), Err(error));
        assert_eq!(tty::ioctl_tiocmbic(fd, ModemFlags::all()), Err(error));
    }
}
