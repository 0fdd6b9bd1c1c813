use std::ffi::CStr;

use trapgate::fd::OwnedFd;
use trapgate::fs::{self, FileType, Mode, OpenFlags};
use trapgate::io::{self, Delegation, LockKind};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::process::WaitFlags;
use trapgate::signal::Signal;
use trapgate::{Errno, Result};

use super::{become_user, comes, keep, may_become_another};
use crate::api::child;
use crate::api::scratch::{Dir, closed};
use crate::support::skip::skip;

fn open(path: &CStr, flags: OpenFlags) -> Result<OwnedFd> {
    fs::openat(fs::CWD, path, flags | OpenFlags::CLOEXEC, Mode::empty())
}

/// Makes a file that this process has never opened, because a child of another test could still
/// have it open.
fn file(dir: &Dir) -> std::ffi::CString {
    let (path, mode) = (dir.join("file"), Mode::RUSR | Mode::WUSR);
    fs::mknodat(fs::CWD, &path, FileType::REG, mode, None).unwrap();
    path
}

#[test]
fn setlease_signals_when_a_file_is_opened() {
    let dir = Dir::new();
    let path = file(&dir);
    child::holds(|| {
        keep(Signal::IO);
        let Ok(fd) = open(&path, OpenFlags::RDONLY) else {
            return [false; 9];
        };
        let none = io::fcntl_getlease(&fd) == Ok(LockKind::UNLCK);
        let leased = io::fcntl_setlease(&fd, LockKind::RDLCK) == Ok(());
        let has = io::fcntl_getlease(&fd) == Ok(LockKind::RDLCK);
        let reads = open(&path, OpenFlags::RDONLY).is_ok() && comes(Signal::IO, 0).is_none();
        // The child's `open` waits until the lease is released.
        let writer = child::start(|| open(&path, OpenFlags::WRONLY).map_or(1, |_| 7));
        let signal = comes(Signal::IO, 20).is_some();
        let breaks = io::fcntl_getlease(&fd) == Ok(LockKind::UNLCK);
        let waits = trapgate::process::wait4(writer, WaitFlags::NOHANG, None) == Ok(None);
        let given = io::fcntl_setlease(&fd, LockKind::UNLCK) == Ok(());
        let opened = child::wait(writer, WaitFlags::empty()).code() == Some(7);
        [
            none, leased, has, reads, signal, breaks, waits, given, opened,
        ]
    });
}

#[test]
fn setlease_is_lowered() {
    let dir = Dir::new();
    let path = file(&dir);
    child::holds(|| {
        keep(Signal::RTMAX);
        let Ok(fd) = open(&path, OpenFlags::RDONLY) else {
            return [false; 8];
        };
        let told = Some(fd.as_raw_fd());
        let at_once = OpenFlags::RDONLY | OpenFlags::NONBLOCK;
        [
            io::fcntl_setlease(&fd, LockKind::WRLCK) == Ok(()),
            io::fcntl_getlease(&fd) == Ok(LockKind::WRLCK),
            io::fcntl_setsig(&fd, Some(Signal::RTMAX)) == Ok(()),
            open(&path, at_once).err() == Some(Errno::AGAIN),
            comes(Signal::RTMAX, 20) == told,
            io::fcntl_getlease(&fd) == Ok(LockKind::RDLCK),
            io::fcntl_setlease(&fd, LockKind::RDLCK) == Ok(()),
            open(&path, at_once).is_ok(),
        ]
    });
}

#[test]
fn lease_errors() {
    let dir = Dir::new();
    let path = file(&dir);
    let fd = open(&path, OpenFlags::RDONLY).unwrap();
    let other = open(&path, OpenFlags::RDONLY).unwrap();
    assert_eq!(io::fcntl_setlease(&fd, LockKind::WRLCK), Err(Errno::AGAIN));
    assert_eq!(io::fcntl_setlease(&fd, LockKind::UNLCK), Err(Errno::AGAIN));
    drop(other);
    let writer = open(&path, OpenFlags::WRONLY).unwrap();
    for fd in [&fd, &writer] {
        assert_eq!(io::fcntl_setlease(fd, LockKind::RDLCK), Err(Errno::AGAIN));
    }
    for kind in [3, 4, 8, u16::MAX].map(LockKind::from_raw) {
        assert_eq!(io::fcntl_setlease(&fd, kind), Err(Errno::INVAL));
    }
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    for other in [reader, dir.fd()] {
        assert_eq!(
            io::fcntl_setlease(&other, LockKind::RDLCK),
            Err(Errno::INVAL)
        );
        assert_eq!(io::fcntl_getlease(&other), Ok(LockKind::UNLCK));
    }
    let read = LockKind::RDLCK;
    assert_eq!(io::fcntl_setlease(closed(), read), Err(Errno::BADF));
    assert_eq!(io::fcntl_getlease(closed()), Err(Errno::BADF));
    if !may_become_another("lease_errors") {
        return;
    }
    child::holds(|| {
        [
            become_user(70_001, 70_001),
            io::fcntl_setlease(&fd, LockKind::RDLCK) == Err(Errno::ACCES),
        ]
    });
}

#[test]
fn setdeleg_signals_when_a_name_changes() {
    let dir = Dir::new();
    let (fd, path) = (dir.fd(), dir.join("new"));
    let read = Delegation::new(LockKind::RDLCK);
    if io::fcntl_getdeleg(&fd) == Err(Errno::INVAL) {
        assert_eq!(io::fcntl_setdeleg(&fd, &read), Err(Errno::INVAL));
        return skip("setdeleg_signals_when_a_name_changes", "before Linux 6.19");
    }
    child::holds(|| {
        keep(Signal::IO);
        let none = Delegation::new(LockKind::UNLCK);
        let write = Delegation::new(LockKind::WRLCK);
        let mut unknown = read;
        unknown.flags = 1;
        let flags = OpenFlags::CREAT | OpenFlags::RDWR;
        let first = [
            io::fcntl_getdeleg(&fd) == Ok(none),
            io::fcntl_setdeleg(&fd, &unknown) == Err(Errno::INVAL),
            io::fcntl_setdeleg(&fd, &write) == Err(Errno::INVAL),
            io::fcntl_setdeleg(&fd, &read) == Ok(()),
            io::fcntl_getdeleg(&fd) == Ok(read),
        ];
        let maker = child::start(|| {
            let made = fs::openat(fs::CWD, &path, flags, Mode::RUSR);
            made.map_or(1, |_| 7)
        });
        let signal = comes(Signal::IO, 20).is_some();
        let given = io::fcntl_setdeleg(&fd, &none) == Ok(());
        let made = child::wait(maker, WaitFlags::empty()).code() == Some(7);
        let [a, b, c, d, e] = first;
        [a, b, c, d, e, signal, given, made]
    });
}

#[test]
fn deleg_errors() {
    let read = Delegation::new(LockKind::RDLCK);
    assert_eq!(io::fcntl_setdeleg(closed(), &read), Err(Errno::BADF));
    assert_eq!(io::fcntl_getdeleg(closed()), Err(Errno::BADF));
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::fcntl_setdeleg(&reader, &read), Err(Errno::INVAL));
}
