use trapgate::fd::{AsFd as _, OwnedFd};
use trapgate::tty::{
    self, FlowAction, FlushQueue, InputFlags, LineDiscipline, LocalFlags, Winsize,
};
use trapgate::{Errno, io};

use super::{arrives, terminal};
use crate::api::scratch::{closed, memory};
use crate::support::machine::{Right, capable};
use crate::support::skip::skip;

#[test]
fn the_window_is_what_was_set() {
    let Some([master, slave]) = terminal("the_window_is_what_was_set") else {
        return;
    };
    assert_eq!(tty::ioctl_tiocgwinsz(&slave), Ok(Winsize::default()));
    let set = Winsize {
        row: 0x1234,
        col: u16::MAX,
        xpixel: 3,
        ypixel: 4,
    };
    assert_eq!(tty::ioctl_tiocswinsz(&master, set), Ok(()));
    assert_eq!(tty::ioctl_tiocgwinsz(&slave), Ok(set));
    assert_eq!(tty::ioctl_tiocgwinsz(&master), Ok(set));
    // SAFETY: the request writes `size`.
    let size = unsafe {
        let mut size: libc::winsize = std::mem::zeroed();
        assert_eq!(
            libc::ioctl(slave.as_raw_fd(), libc::TIOCGWINSZ, &mut size),
            0
        );
        size
    };
    assert_eq!(
        (size.ws_row, size.ws_col, size.ws_xpixel, size.ws_ypixel),
        (0x1234, u16::MAX, 3, 4)
    );
}

/// What the master writes waits for the slave; what the slave writes is flushed or not.
#[test]
fn queues() {
    let Some([master, slave]) = terminal("queues") else {
        return;
    };
    let mut termios = tty::ioctl_tcgets(&slave).unwrap();
    termios.lflag.remove(LocalFlags::ICANON | LocalFlags::ECHO);
    tty::ioctl_tcsets(&slave, &termios).unwrap();
    let waiting = || io::ioctl_fionread(&slave);
    for (queue, left) in [(FlushQueue::OFLUSH, 8), (FlushQueue::IFLUSH, 0)] {
        assert_eq!(io::write(&master, b"trapgate"), Ok(8));
        arrives(&slave, 8);
        assert_eq!(tty::ioctl_tcflsh(&slave, queue), Ok(()));
        assert_eq!(waiting(), Ok(left), "{queue:?}");
        assert_eq!(tty::ioctl_tcflsh(&slave, FlushQueue::IOFLUSH), Ok(()));
    }
    assert_eq!(tty::ioctl_tiocoutq(&slave), Ok(0));
    // What is written waits while output is stopped.
    assert_eq!(tty::ioctl_tcxonc(&slave, FlowAction::OOFF), Ok(()));
    assert_eq!(io::write(&slave, b"gate"), Err(Errno::AGAIN));
    assert_eq!(tty::ioctl_tcxonc(&slave, FlowAction::OON), Ok(()));
    assert_eq!(io::write(&slave, b"gate"), Ok(4));
    // The other side gets the characters that stop and start it.
    arrives(&master, 4);
    assert_eq!(io::read(&master, &mut [0; 9]), Ok(4));
    assert_eq!(tty::ioctl_tcxonc(&slave, FlowAction::IOFF), Ok(()));
    assert_eq!(tty::ioctl_tcxonc(&slave, FlowAction::ION), Ok(()));
    arrives(&master, 2);
    let mut bytes = [0; 9];
    assert_eq!(io::read(&master, &mut bytes), Ok(2));
    assert_eq!(bytes[..2], [0x13, 0x11]);
    for wrong in [-1, 3, 4, i32::MAX, i32::MIN] {
        assert_eq!(
            tty::ioctl_tcflsh(&slave, FlushQueue::from_raw(wrong)),
            Err(Errno::INVAL)
        );
        if wrong != 3 {
            assert_eq!(
                tty::ioctl_tcxonc(&slave, FlowAction::from_raw(wrong)),
                Err(Errno::INVAL)
            );
        }
    }
}

/// A pseudoterminal has no line that a break could go over.
#[test]
fn breaks() {
    let Some([_master, slave]) = terminal("breaks") else {
        return;
    };
    assert_eq!(tty::ioctl_tcsbrk(&slave, true), Ok(()));
    assert_eq!(tty::ioctl_tcsbrk(&slave, false), Ok(()));
    assert_eq!(tty::ioctl_tcsbrkp(&slave, 0), Ok(()));
    assert_eq!(tty::ioctl_tcsbrkp(&slave, u16::MAX), Ok(()));
    assert_eq!(tty::ioctl_tiocsbrk(&slave), Ok(()));
    assert_eq!(tty::ioctl_tioccbrk(&slave), Ok(()));
}

#[test]
fn line_disciplines() {
    let Some([_master, slave]) = terminal("line_disciplines") else {
        return;
    };
    assert_eq!(tty::ioctl_tiocgetd(&slave), Ok(LineDiscipline::TTY));
    assert_eq!(tty::ioctl_tiocsetd(&slave, LineDiscipline::NULL), Ok(()));
    assert_eq!(tty::ioctl_tiocgetd(&slave), Ok(LineDiscipline::NULL));
    assert_eq!(io::write(&slave, b"gate"), Err(Errno::OPNOTSUPP));
    assert_eq!(tty::ioctl_tiocsetd(&slave, LineDiscipline::TTY), Ok(()));
    assert_eq!(io::write(&slave, b"gate"), Ok(4));
    for wrong in [-1, i32::MAX, i32::MIN] {
        let wrong = LineDiscipline::from_raw(wrong);
        assert_eq!(tty::ioctl_tiocsetd(&slave, wrong), Err(Errno::INVAL));
    }
}

/// The byte comes out of the terminal as if it were typed, with what the terminal makes of it.
#[test]
fn sti_types() {
    let Some([_master, slave]) = terminal("sti_types") else {
        return;
    };
    let mut termios = tty::ioctl_tcgets(&slave).unwrap();
    termios.lflag.remove(LocalFlags::ICANON | LocalFlags::ECHO);
    termios.iflag.insert(InputFlags::ICRNL);
    tty::ioctl_tcsets(&slave, &termios).unwrap();
    for byte in *b"t\r" {
        match tty::ioctl_tiocsti(&slave, byte) {
            // Since Linux 6.2 a machine may forbid it.
            Err(Errno::IO) => return skip("sti_types", "not on this machine"),
            // Not the test's own terminal.
            Err(Errno::PERM) if !capable(Right::SysAdmin) => {
                return skip("sti_types", "no right to type for others");
            }
            done => assert_eq!(done, Ok(())),
        }
    }
    arrives(&slave, 2);
    let mut bytes = [0; 9];
    assert_eq!(io::read(&slave, &mut bytes), Ok(2));
    assert_eq!(bytes[..2], *b"t\n");
}

#[test]
fn tty_errors() {
    let file = memory();
    for (fd, error) in [(file.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        assert_eq!(tty::ioctl_tiocgwinsz(fd), Err(error));
        assert_eq!(tty::ioctl_tiocswinsz(fd, Winsize::default()), Err(error));
        assert_eq!(tty::ioctl_tcflsh(fd, FlushQueue::IFLUSH), Err(error));
        assert_eq!(tty::ioctl_tcxonc(fd, FlowAction::OON), Err(error));
        assert_eq!(tty::ioctl_tcsbrk(fd, true), Err(error));
        assert_eq!(tty::ioctl_tcsbrkp(fd, 1), Err(error));
        assert_eq!(tty::ioctl_tiocsbrk(fd), Err(error));
        assert_eq!(tty::ioctl_tioccbrk(fd), Err(error));
        assert_eq!(tty::ioctl_tiocoutq(fd), Err(error));
        assert_eq!(tty::ioctl_tiocsti(fd, b'x'), Err(error));
        assert_eq!(tty::ioctl_tiocgetd(fd), Err(error));
        assert_eq!(tty::ioctl_tiocsetd(fd, LineDiscipline::TTY), Err(error));
    }
}

/// A socket counts what its peer has not taken yet.
#[test]
fn a_socket_has_a_queue() {
    let mut fds = [0; 2];
    // SAFETY: writes two descriptors, which nobody else has.
    let [one, other] = unsafe {
        let kind = libc::SOCK_STREAM | libc::SOCK_CLOEXEC;
        assert_eq!(
            libc::socketpair(libc::AF_UNIX, kind, 0, fds.as_mut_ptr()),
            0
        );
        fds.map(|fd| OwnedFd::from_raw_fd(fd))
    };
    assert_eq!(tty::ioctl_tiocoutq(&one), Ok(0));
    assert_eq!(io::write(&one, &[0; 100]), Ok(100));
    assert!(tty::ioctl_tiocoutq(&one).unwrap() >= 100);
    assert_eq!(io::read(&other, &mut [0; 100]), Ok(100));
    assert_eq!(tty::ioctl_tiocoutq(&one), Ok(0));
}
