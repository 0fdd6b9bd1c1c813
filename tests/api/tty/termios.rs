use trapgate::fd::AsFd as _;
use trapgate::tty::{
    self, ControlFlags, InputFlags, LocalFlags, OutputFlags, Speed, Termios, Termios2,
};
use trapgate::{Errno, Result, io};

use super::{arrives, terminal};
use crate::api::scratch::{closed, memory};

/// What a new terminal has, which has been the same for ever.
#[test]
fn a_new_terminal() {
    let Some([_master, slave]) = terminal("a_new_terminal") else {
        return;
    };
    let termios = tty::ioctl_tcgets(&slave).unwrap();
    assert!(termios.iflag.contains(InputFlags::ICRNL | InputFlags::IXON));
    assert!(
        termios
            .oflag
            .contains(OutputFlags::OPOST | OutputFlags::ONLCR)
    );
    assert_eq!(termios.cflag & ControlFlags::CSIZE, ControlFlags::CS8);
    assert_eq!(termios.cflag.speed(), Speed::B38400);
    assert!(
        termios
            .lflag
            .contains(LocalFlags::ISIG | LocalFlags::ICANON | LocalFlags::ECHO)
    );
    assert_eq!(termios.line, 0);
    let places = [
        Termios::VINTR,
        Termios::VQUIT,
        Termios::VERASE,
        Termios::VKILL,
        Termios::VEOF,
        Termios::VMIN,
    ];
    assert_eq!(places.map(|at| termios.cc[at]), [3, 0x1c, 0x7f, 0x15, 4, 1]);
    let termios2 = tty::ioctl_tcgets2(&slave).unwrap();
    assert_eq!((termios2.ispeed, termios2.ospeed), (38400, 38400));
    assert_eq!((termios2.iflag, termios2.cc), (termios.iflag, termios.cc));
}

/// Each way to set the attributes; those that wait throw away, or do not throw away, what has come.
#[test]
fn attributes_are_what_was_set() {
    let Some([master, slave]) = terminal("attributes_are_what_was_set") else {
        return;
    };
    let mut termios = tty::ioctl_tcgets(&slave).unwrap();
    termios.lflag.remove(LocalFlags::ICANON | LocalFlags::ECHO);
    type Setter = fn(trapgate::fd::BorrowedFd<'_>, &Termios) -> Result<()>;
    let ways: [(Setter, i32); 3] = [
        (|fd, termios| tty::ioctl_tcsets(fd, termios), 4),
        (|fd, termios| tty::ioctl_tcsetsw(fd, termios), 4),
        (|fd, termios| tty::ioctl_tcsetsf(fd, termios), 0),
    ];
    tty::ioctl_tcsets(&slave, &termios).unwrap();
    for (stop, (set, left)) in (1..).zip(ways) {
        assert_eq!(io::write(&master, b"gate"), Ok(4));
        arrives(&slave, 4);
        termios.cc[Termios::VSTOP] = stop;
        termios.cc[Termios::VEOL2] = 0x80 | stop;
        termios.cflag = termios.cflag.with_speed(Speed::B4000000);
        assert_eq!(set(slave.as_fd(), &termios), Ok(()));
        assert_eq!(tty::ioctl_tcgets(&slave), Ok(termios));
        assert_eq!(io::ioctl_fionread(&slave), Ok(left));
        assert_eq!(tty::ioctl_tcflsh(&slave, tty::FlushQueue::IFLUSH), Ok(()));
    }
}

/// A speed that has no constant, and one each way.
#[test]
fn any_speed() {
    let Some([master, slave]) = terminal("any_speed") else {
        return;
    };
    let mut termios = tty::ioctl_tcgets2(&slave).unwrap();
    termios.lflag.remove(LocalFlags::ICANON | LocalFlags::ECHO);
    type Setter = fn(trapgate::fd::BorrowedFd<'_>, &Termios2) -> Result<()>;
    let ways: [(Setter, i32); 3] = [
        (|fd, termios| tty::ioctl_tcsets2(fd, termios), 4),
        (|fd, termios| tty::ioctl_tcsetsw2(fd, termios), 4),
        (|fd, termios| tty::ioctl_tcsetsf2(fd, termios), 0),
    ];
    tty::ioctl_tcsets2(&slave, &termios).unwrap();
    for (more, (set, left)) in (1..).zip(ways) {
        assert_eq!(io::write(&master, b"gate"), Ok(4));
        arrives(&slave, 4);
        termios.cflag = termios
            .cflag
            .with_speed(Speed::BOTHER)
            .with_input_speed(Speed::BOTHER);
        (termios.ispeed, termios.ospeed) = (1_000_003 + more, 4_000_000_000 + more);
        assert_eq!(set(slave.as_fd(), &termios), Ok(()));
        let now = tty::ioctl_tcgets2(&slave).unwrap();
        assert_eq!((now.ispeed, now.ospeed), (termios.ispeed, termios.ospeed));
        assert_eq!(
            (now.cflag.speed(), now.cflag.input_speed()),
            (Speed::BOTHER, Speed::BOTHER)
        );
        assert_eq!(io::ioctl_fionread(&slave), Ok(left));
        assert_eq!(tty::ioctl_tcflsh(&slave, tty::FlushQueue::IFLUSH), Ok(()));
    }
}

#[test]
fn speeds_stand_in_the_flags() {
    let flags = ControlFlags::CS8 | ControlFlags::CREAD | ControlFlags::CRTSCTS;
    assert_eq!(flags.speed(), Speed::B0);
    let with = flags
        .with_speed(Speed::B115200)
        .with_input_speed(Speed::B9600);
    assert_eq!(with.bits(), flags.bits() | 0x1002 | 0xd_0000);
    assert_eq!(
        (with.speed(), with.input_speed()),
        (Speed::B115200, Speed::B9600)
    );
    let back = with.with_speed(Speed::B0).with_input_speed(Speed::B0);
    assert_eq!(back, flags);
    let wild = flags
        .with_speed(Speed::from_raw(u32::MAX))
        .with_input_speed(Speed::from_raw(u32::MAX));
    assert_eq!(wild, flags | ControlFlags::CBAUD | ControlFlags::CIBAUD);
}

#[test]
fn termios_errors() {
    let file = memory();
    let (one, two) = (Termios::default(), Termios2::default());
    for (fd, error) in [(file.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        assert_eq!(tty::ioctl_tcgets(fd), Err(error));
        assert_eq!(tty::ioctl_tcsets(fd, &one), Err(error));
        assert_eq!(tty::ioctl_tcsetsw(fd, &one), Err(error));
        assert_eq!(tty::ioctl_tcsetsf(fd, &one), Err(error));
        assert_eq!(tty::ioctl_tcgets2(fd), Err(error));
        assert_eq!(tty::ioctl_tcsets2(fd, &two), Err(error));
        assert_eq!(tty::ioctl_tcsetsw2(fd, &two), Err(error));
        assert_eq!(tty::ioctl_tcsetsf2(fd, &two), Err(error));
    }
}
