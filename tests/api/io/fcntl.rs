use trapgate::Errno;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, FdFlags};

use crate::api::scratch::{Dir, closed, memory};

#[test]
fn flags_of_the_descriptor() {
    let fd = memory();
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::CLOEXEC));
    assert_eq!(io::fcntl_setfd(&fd, FdFlags::empty()), Ok(()));
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::empty()));
    assert_eq!(io::fcntl_setfd(&fd, FdFlags::CLOEXEC), Ok(()));
    assert_eq!(io::fcntl_getfd(&fd), Ok(FdFlags::CLOEXEC));
}

#[test]
fn dupfd_takes_the_lowest_from_there() {
    let fd = memory();
    let first = io::fcntl_dupfd(&fd, 650).unwrap();
    let second = io::fcntl_dupfd_cloexec(&fd, 650).unwrap();
    assert!(first.as_raw_fd() >= 650);
    assert!(second.as_raw_fd() > first.as_raw_fd());
    assert_eq!(io::fcntl_getfd(&first), Ok(FdFlags::empty()));
    assert_eq!(io::fcntl_getfd(&second), Ok(FdFlags::CLOEXEC));
    assert_eq!(fs::fstat(&first), fs::fstat(&fd));
    for min in [-1, i32::MIN, i32::MAX] {
        assert_eq!(io::fcntl_dupfd(&fd, min).unwrap_err(), Errno::INVAL);
        assert_eq!(io::fcntl_dupfd_cloexec(&fd, min).unwrap_err(), Errno::INVAL);
    }
}

#[test]
fn flags_of_the_file() {
    let dir = Dir::new();
    let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::CLOEXEC | OpenFlags::DSYNC;
    let fd = fs::openat(dir.fd(), c"file", flags, Mode::RUSR).unwrap();
    // The kernel reports LARGEFILE on both targets: it adds it on x86_64, the crate on i686.
    let opened = OpenFlags::WRONLY | OpenFlags::DSYNC | OpenFlags::LARGEFILE;
    assert_eq!(io::fcntl_getfl(&fd), Ok(opened));
    let set = OpenFlags::APPEND | OpenFlags::NONBLOCK;
    assert_eq!(io::fcntl_setfl(&fd, set | OpenFlags::RDWR), Ok(()));
    assert_eq!(io::fcntl_getfl(&fd), Ok(opened | set), "the mode stays");
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::pwrite(&fd, b"d", 0), Ok(1));
    assert_eq!(std::fs::read(dir.path().join("file")).unwrap(), b"abcd");
}

#[test]
fn errors() {
    let fd = closed();
    assert_eq!(io::fcntl_getfd(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setfd(fd, FdFlags::CLOEXEC), Err(Errno::BADF));
    assert_eq!(io::fcntl_getfl(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setfl(fd, OpenFlags::empty()), Err(Errno::BADF));
    assert_eq!(io::fcntl_dupfd(fd, 0).unwrap_err(), Errno::BADF);
    assert_eq!(io::fcntl_dupfd_cloexec(fd, 0).unwrap_err(), Errno::BADF);
}
