use trapgate::fd::AsFd as _;
use trapgate::fs::{self, Mode};
use trapgate::types::id::Pid;
use trapgate::{Errno, process, tty};

use super::{TERMINAL, terminal};
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::machine::{Right, capable};

/// A child makes a session of its own, takes the terminal, puts a group in front and gives the
/// terminal up.
#[test]
fn a_session_has_a_terminal() {
    let Some([master, slave]) = terminal("a_session_has_a_terminal") else {
        return;
    };
    assert_eq!(tty::ioctl_tiocgsid(&slave), Err(Errno::NOTTY));
    child::holds(|| {
        child::handle(libc::SIGHUP);
        child::handle(libc::SIGTTOU);
        // SAFETY: the child's own session.
        unsafe { libc::setsid() };
        let own = process::getpid();
        let none = [
            tty::ioctl_tiocgpgrp(&slave) == Err(Errno::NOTTY),
            tty::ioctl_tiocnotty(&slave) == Err(Errno::NOTTY),
        ];
        let taken = [
            tty::ioctl_tiocsctty(&slave, false) == Ok(()),
            tty::ioctl_tiocsctty(&slave, false) == Ok(()),
            tty::ioctl_tiocgsid(&slave) == Ok(own),
            tty::ioctl_tiocgsid(&master) == Ok(own),
            tty::ioctl_tiocgpgrp(&slave) == Ok(own),
            tty::ioctl_tiocgpgrp(&master) == Ok(own),
        ];
        let front = [
            tty::ioctl_tiocspgrp(&slave, own) == Ok(()),
            tty::ioctl_tiocspgrp(&slave, Pid::from_raw(-1)) == Err(Errno::INVAL),
            tty::ioctl_tiocspgrp(&slave, Pid::from_raw(i32::MAX)) == Err(Errno::SRCH),
            tty::ioctl_tiocspgrp(&slave, Pid::from_raw(1)) == Err(Errno::PERM)
                || tty::ioctl_tiocspgrp(&slave, Pid::from_raw(1)) == Err(Errno::SRCH),
        ];
        let given = [
            tty::ioctl_tiocnotty(&slave) == Ok(()),
            tty::ioctl_tiocgpgrp(&slave) == Err(Errno::NOTTY),
            tty::ioctl_tiocgsid(&slave) == Err(Errno::NOTTY),
        ];
        [
            none[0], none[1], taken[0], taken[1], taken[2], taken[3], taken[4], taken[5], front[0],
            front[1], front[2], front[3], given[0], given[1], given[2],
        ]
    });
}

/// The terminal of one session is taken by another one's leader, who has the right.
#[test]
fn a_terminal_is_stolen() {
    let Some([_master, slave]) = terminal("a_terminal_is_stolen") else {
        return;
    };
    let right = capable(Right::SysAdmin);
    child::holds(|| {
        child::handle(libc::SIGHUP);
        // SAFETY: the child's own session.
        unsafe { libc::setsid() };
        let mine = tty::ioctl_tiocsctty(&slave, false) == Ok(());
        let theirs = child::run(|| {
            // SAFETY: the child's own session.
            unsafe { libc::setsid() };
            let refused = tty::ioctl_tiocsctty(&slave, false) == Err(Errno::PERM);
            let stolen = tty::ioctl_tiocsctty(&slave, true);
            i32::from(refused && stolen == if right { Ok(()) } else { Err(Errno::PERM) })
        });
        [mine, theirs == 1]
    });
}

/// An exclusive terminal does not open for who has no rights.
#[test]
fn exclusive_terminals() {
    let Some([master, slave]) = terminal("exclusive_terminals") else {
        return;
    };
    assert_eq!(tty::ioctl_tiocgexcl(&slave), Ok(false));
    assert_eq!(tty::ioctl_tiocexcl(&slave), Ok(()));
    assert_eq!(tty::ioctl_tiocgexcl(&slave), Ok(true));
    let path = std::ffi::CString::new(format!(
        "/dev/pts/{}",
        tty::ioctl_tiocgptn(&master).unwrap()
    ))
    .unwrap();
    fs::fchmod(&slave, Mode::from_bits_retain(0o666)).unwrap();
    let open = || {
        child::run(|| {
            // SAFETY: the child's own ids.
            unsafe { libc::syscall(libc::SYS_setresuid, 70000, 70000, 70000) };
            match fs::openat(fs::CWD, &path, TERMINAL, Mode::empty()) {
                Ok(_) => 0,
                Err(error) => error.raw(),
            }
        })
    };
    assert_eq!(open(), libc::EBUSY);
    assert_eq!(tty::ioctl_tiocnxcl(&slave), Ok(()));
    assert_eq!(tty::ioctl_tiocgexcl(&slave), Ok(false));
    assert_eq!(open(), 0);
}

#[test]
fn session_errors() {
    let file = memory();
    for (fd, error) in [(file.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        assert_eq!(tty::ioctl_tiocsctty(fd, true), Err(error));
        assert_eq!(tty::ioctl_tiocnotty(fd), Err(error));
        assert_eq!(tty::ioctl_tiocgpgrp(fd), Err(error));
        assert_eq!(tty::ioctl_tiocspgrp(fd, process::getpid()), Err(error));
        assert_eq!(tty::ioctl_tiocgsid(fd), Err(error));
        assert_eq!(tty::ioctl_tiocexcl(fd), Err(error));
        assert_eq!(tty::ioctl_tiocnxcl(fd), Err(error));
        assert_eq!(tty::ioctl_tiocgexcl(fd), Err(error));
    }
}
