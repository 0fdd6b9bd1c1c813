use trapgate::fs::{self, OpenFlags};
use trapgate::io::{self, FdFlags};
use trapgate::{Errno, io::fcntl_dupfd_query};

use super::again;
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::skip::skip;

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
}

#[test]
fn dupfd_errors() {
    let fd = memory();
    for min in [-1, i32::MIN, i32::MAX] {
        assert_eq!(io::fcntl_dupfd(&fd, min).unwrap_err(), Errno::INVAL);
        assert_eq!(io::fcntl_dupfd_cloexec(&fd, min).unwrap_err(), Errno::INVAL);
    }
    assert_eq!(io::fcntl_dupfd(closed(), 0).unwrap_err(), Errno::BADF);
    assert_eq!(
        io::fcntl_dupfd_cloexec(closed(), 0).unwrap_err(),
        Errno::BADF
    );
    child::holds(|| {
        let limit = libc::rlimit {
            rlim_cur: 100,
            rlim_max: 100,
        };
        // SAFETY: reads `limit`.
        unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) };
        let last = io::fcntl_dupfd(&fd, 99);
        [
            last.is_ok_and(|last| {
                io::fcntl_dupfd(&fd, 99).err() == Some(Errno::MFILE) && last.as_raw_fd() == 99
            }),
            io::fcntl_dupfd_cloexec(&fd, 100).err() == Some(Errno::INVAL),
        ]
    });
}

#[test]
fn dupfd_query_knows_the_open_file() {
    let fd = memory();
    let other = io::fcntl_dupfd_cloexec(&fd, 0).unwrap();
    match fcntl_dupfd_query(&fd, &other) {
        Err(Errno::INVAL) => return skip("dupfd_query_knows_the_open_file", "before Linux 6.10"),
        same => assert_eq!(same, Ok(true)),
    }
    assert_eq!(fcntl_dupfd_query(&fd, &fd), Ok(true));
    assert_eq!(fcntl_dupfd_query(&fd, memory()), Ok(false));
    assert_eq!(
        fcntl_dupfd_query(again(&fd, OpenFlags::RDWR), &fd),
        Ok(false)
    );
    let path = again(&fd, OpenFlags::PATH);
    assert_eq!(fcntl_dupfd_query(&path, &path), Ok(true));
    assert_eq!(fcntl_dupfd_query(&fd, closed()), Err(Errno::BADF));
    assert_eq!(fcntl_dupfd_query(closed(), &fd), Err(Errno::BADF));
}
