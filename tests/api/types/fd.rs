//! Descriptors in std's types and back: the same number, owned by one value at a time.

use std::os;
use std::os::fd::{AsRawFd as _, FromRawFd as _};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};
use std::{fs, io, net, process};

use trapgate::Errno;
use trapgate::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use trapgate::fs::CWD;
use trapgate::io::{FdFlags, fcntl_dupfd_cloexec, fcntl_getfd, fcntl_setfd};

use crate::api::scratch::{Dir, memory};
use crate::support::machine;

/// A descriptor with a number that no other thread gets by chance, from the highest one down, and
/// the number.
fn far() -> (OwnedFd, RawFd) {
    static COUNT: AtomicI32 = AtomicI32::new(1);
    let min = machine::descriptors() as i32 - COUNT.fetch_add(1, Relaxed);
    let fd = fcntl_dupfd_cloexec(memory(), min).unwrap();
    let raw = fd.as_raw_fd();
    (fd, raw)
}

/// Whether the number is open.
fn is_open(raw: RawFd) -> bool {
    // SAFETY: asked of the kernel and used for nothing else.
    fcntl_getfd(unsafe { BorrowedFd::borrow_raw(raw) }).is_ok()
}

#[test]
fn an_owner_becomes_stds() {
    let (ours, raw) = far();
    let theirs = os::fd::OwnedFd::from(ours);
    assert_eq!(theirs.as_raw_fd(), raw);
    assert!(is_open(raw), "nothing has closed it on the way");
    drop(theirs);
    assert!(!is_open(raw), "its only owner has");
}

#[test]
fn an_owner_comes_from_std() {
    let (fd, raw) = far();
    // SAFETY: taken from its owner.
    let theirs = unsafe { os::fd::OwnedFd::from_raw_fd(fd.into_raw_fd()) };
    let ours = OwnedFd::from(theirs);
    assert_eq!(ours.as_raw_fd(), raw);
    assert!(is_open(raw), "nothing has closed it on the way");
    drop(ours);
    assert!(!is_open(raw), "its only owner has");
}

#[test]
fn a_loan_becomes_stds_unless_it_is_no_descriptor() {
    let (fd, raw) = far();
    let theirs = os::fd::BorrowedFd::try_from(fd.as_fd()).unwrap();
    assert_eq!(theirs.as_raw_fd(), raw);
    assert_eq!(BorrowedFd::from(theirs).as_raw_fd(), raw);
    assert!(is_open(raw));
    for none in [-1, CWD.as_raw_fd(), i32::MIN] {
        // SAFETY: negative, so that no descriptor is meant.
        let none = unsafe { BorrowedFd::borrow_raw(none) };
        let theirs = os::fd::BorrowedFd::try_from(none);
        assert_eq!(theirs.err(), Some(Errno::BADF));
    }
    // SAFETY: the number is not used as a descriptor.
    let zero = unsafe { BorrowedFd::borrow_raw(0) };
    assert_eq!(os::fd::BorrowedFd::try_from(zero).unwrap().as_raw_fd(), 0);
}

/// What std lends is lent here under the same number.
#[track_caller]
fn lends<T: AsFd + os::fd::AsFd>(lender: &T) {
    let theirs = os::fd::AsFd::as_fd(lender).as_raw_fd();
    assert_eq!(AsFd::as_fd(lender).as_raw_fd(), theirs);
}

#[test]
fn stds_types_lend() {
    let file = fs::File::open("/dev/null").unwrap();
    // Not only the number: a call takes it.
    assert_eq!(fcntl_setfd(&file, FdFlags::CLOEXEC), Ok(()));
    lends(&file);
    lends(&io::stdin());
    lends(&io::stdout());
    lends(&io::stderr());
    lends(&io::stdin().lock());
    lends(&io::stdout().lock());
    lends(&io::stderr().lock());
    let owned = os::fd::OwnedFd::from(file);
    lends(&owned);
    lends(&os::fd::AsFd::as_fd(&owned));

    let dir = Dir::new();
    lends(&UnixListener::bind(dir.path().join("socket")).unwrap());
    lends(&UnixStream::pair().unwrap().0);
    lends(&UnixDatagram::unbound().unwrap());
    // SAFETY: no call of a socket is made on these.
    unsafe {
        lends(&net::TcpListener::from_raw_fd(memory().into_raw_fd()));
        lends(&net::TcpStream::from_raw_fd(memory().into_raw_fd()));
        lends(&net::UdpSocket::from_raw_fd(memory().into_raw_fd()));
    }
    let std = || os::fd::OwnedFd::from(memory());
    lends(&process::ChildStdin::from(std()));
    lends(&process::ChildStdout::from(std()));
    lends(&process::ChildStderr::from(std()));
}
