use trapgate::fs::{self, OpenFlags};
use trapgate::io::{self, FdFlags};
use trapgate::{Errno, io::fcntl_dupfd_query};

use super::again;
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

#[test]
fn dupfd_takes_the_lowest_from_there() {
    child::holds(|| {
        child::close_from(3);
        let fd = memory();
        let first = io::fcntl_dupfd(&fd, 50);
        let second = io::fcntl_dupfd_cloexec(&fd, 50);
        let (Ok(first), Ok(second)) = (first, second) else {
            return [false; 5];
        };
        [
            first.as_raw_fd() == 50,
            second.as_raw_fd() == 51,
            io::fcntl_getfd(&first) == Ok(FdFlags::empty()),
            io::fcntl_getfd(&second) == Ok(FdFlags::CLOEXEC),
            fs::fstat(&first) == fs::fstat(&fd),
        ]
    });
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
            rlim_cur: 50,
            rlim_max: 50,
        };
        child::close_from(3);
        let fd = memory();
        // SAFETY: the kernel reads `limit`.
        unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) };
        let last = io::fcntl_dupfd(&fd, 49);
        [
            last.is_ok_and(|last| {
                io::fcntl_dupfd(&fd, 49).err() == Some(Errno::MFILE) && last.as_raw_fd() == 49
            }),
            io::fcntl_dupfd_cloexec(&fd, 50).err() == Some(Errno::INVAL),
        ]
    });
}

#[test]
fn dupfd_query_knows_the_open_file() {
    if !proc("dupfd_query_knows_the_open_file") {
        return;
    }
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
