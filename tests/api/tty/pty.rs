use trapgate::Errno;
use trapgate::fd::AsFd as _;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, FdFlags};
use trapgate::tty::{self, FlowAction, PacketFlags};

use super::{TERMINAL, arrives, terminal};
use crate::api::scratch::{closed, memory};
use crate::support::machine::proc;

#[test]
fn the_number_is_the_slaves_path() {
    if !proc("the_number_is_the_slaves_path") {
        return;
    }
    let Some([master, slave]) = terminal("the_number_is_the_slaves_path") else {
        return;
    };
    let number = tty::ioctl_tiocgptn(&master).unwrap();
    let path = std::fs::read_link(format!("/proc/self/fd/{}", slave.as_raw_fd())).unwrap();
    assert_eq!(path.to_str().unwrap(), format!("/dev/pts/{number}"));
    assert_eq!(tty::ioctl_tiocgptn(&slave), Err(Errno::NOTTY));
}

#[test]
fn the_peer_is_the_slave() {
    let Some([master, slave]) = terminal("the_peer_is_the_slave") else {
        return;
    };
    let flags = TERMINAL | OpenFlags::APPEND;
    // SAFETY: a master.
    let peer = unsafe { tty::ioctl_tiocgptpeer(&master, flags) }.unwrap();
    assert_eq!(fs::fstat(&peer), fs::fstat(&slave));
    assert_eq!(io::fcntl_getfd(&peer), Ok(FdFlags::CLOEXEC));
    let mode = OpenFlags::RDWR | OpenFlags::NONBLOCK | OpenFlags::APPEND;
    assert!(io::fcntl_getfl(&peer).unwrap().contains(mode));
    // SAFETY: a master.
    let peer = unsafe { tty::ioctl_tiocgptpeer(&master, OpenFlags::NOCTTY) }.unwrap();
    assert_eq!(io::fcntl_getfd(&peer), Ok(FdFlags::empty()));
    assert_eq!(io::write(&peer, b"x"), Err(Errno::BADF), "read-only");
}

#[test]
fn a_locked_slave_does_not_open() {
    let Some([master, _slave]) = terminal("a_locked_slave_does_not_open") else {
        return;
    };
    assert_eq!(tty::ioctl_tiocgptlck(&master), Ok(false));
    assert_eq!(tty::ioctl_tiocsptlck(&master, true), Ok(()));
    assert_eq!(tty::ioctl_tiocgptlck(&master), Ok(true));
    // SAFETY: a master.
    let peer = unsafe { tty::ioctl_tiocgptpeer(&master, TERMINAL) };
    assert_eq!(peer.unwrap_err(), Errno::IO);
    let fresh = fs::openat(fs::CWD, c"/dev/ptmx", TERMINAL, Mode::empty()).unwrap();
    assert_eq!(
        tty::ioctl_tiocgptlck(&fresh),
        Ok(true),
        "a new one is locked"
    );
}

#[test]
fn packets_say_what_happens() {
    let Some([master, slave]) = terminal("packets_say_what_happens") else {
        return;
    };
    assert_eq!(tty::ioctl_tiocgpkt(&master), Ok(false));
    assert_eq!(tty::ioctl_tiocpkt(&master, true), Ok(()));
    assert_eq!(tty::ioctl_tiocgpkt(&master), Ok(true));
    let mut bytes = [0xff; 9];
    assert_eq!(io::write(&slave, b"gate"), Ok(4));
    arrives(&master, 4);
    assert_eq!(io::read(&master, &mut bytes), Ok(5));
    assert_eq!(bytes[..5], *b"\0gate");
    for (action, said) in [
        (FlowAction::OOFF, PacketFlags::STOP),
        (FlowAction::OON, PacketFlags::START),
    ] {
        assert_eq!(tty::ioctl_tcxonc(&slave, action), Ok(()));
        assert_eq!(io::read(&master, &mut bytes), Ok(1));
        assert_eq!(PacketFlags::from_bits_retain(bytes[0]), said);
    }
    assert_eq!(tty::ioctl_tiocpkt(&master, false), Ok(()));
    assert_eq!(tty::ioctl_tiocgpkt(&master), Ok(false));
    assert_eq!(io::write(&slave, b"gate"), Ok(4));
    arrives(&master, 4);
    assert_eq!(io::read(&master, &mut bytes), Ok(4));
}

#[test]
fn pty_errors() {
    let file = memory();
    let mut wrong = vec![(file.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)];
    let terminal = terminal("pty_errors");
    if let Some([_, slave]) = &terminal {
        wrong.push((slave.as_fd(), Errno::NOTTY));
    }
    for (fd, error) in wrong {
        assert_eq!(tty::ioctl_tiocgptn(fd), Err(error));
        assert_eq!(tty::ioctl_tiocsptlck(fd, false), Err(error));
        assert_eq!(tty::ioctl_tiocgptlck(fd), Err(error));
        assert_eq!(tty::ioctl_tiocpkt(fd, true), Err(error));
        assert_eq!(tty::ioctl_tiocgpkt(fd), Err(error));
        // SAFETY: no file that a program serves.
        let peer = unsafe { tty::ioctl_tiocgptpeer(fd, OpenFlags::RDWR) };
        let is_terminal = tty::ioctl_tiocgwinsz(fd).is_ok();
        let expected = if is_terminal { Errno::IO } else { error };
        assert_eq!(peer.unwrap_err(), expected);
    }
}
