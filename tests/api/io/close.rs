use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::{Errno, io};

use crate::api::child;
use crate::api::scratch::memory;

#[test]
fn close_closes() {
    let fd = memory();
    // In a child, because another test may open a file that gets the number.
    child::holds(|| {
        // SAFETY: the number is only tested, while it is open and after it is closed.
        let borrowed = unsafe { BorrowedFd::borrow_raw(fd.as_raw_fd()) };
        [
            io::fcntl_getfd(borrowed).is_ok(),
            io::close(fd) == Ok(()),
            io::fcntl_getfd(borrowed) == Err(Errno::BADF),
        ]
    });
}

#[test]
fn an_owner_that_is_dropped_closes() {
    let fd = memory();
    child::holds(|| {
        // SAFETY: the number is only tested.
        let borrowed = unsafe { BorrowedFd::borrow_raw(fd.as_raw_fd()) };
        let open = io::fcntl_getfd(borrowed).is_ok();
        drop(fd);
        [open, io::fcntl_getfd(borrowed) == Err(Errno::BADF)]
    });
}

#[test]
fn close_of_one_leaves_the_other() {
    let fd = memory();
    let other = io::dup(&fd).unwrap();
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::close(fd), Ok(()));
    assert_eq!(io::lseek(&other, io::SeekFrom::Current(0)), Ok(3));
}

#[test]
fn close_of_the_last_is_the_end() {
    // In a child, because children of other tests may hold copies of this process's descriptors.
    child::holds(|| {
        let Ok((reader, writer)) = pipe2(PipeFlags::NONBLOCK) else {
            return [false; 3];
        };
        let mut buf = [0; 1];
        [
            io::read(&reader, &mut buf) == Err(Errno::AGAIN),
            io::close(writer) == Ok(()),
            io::read(&reader, &mut buf) == Ok(0),
        ]
    });
}

#[test]
fn close_reports() {
    for raw in [-1, i32::MIN, i32::MAX] {
        // SAFETY: the number is not a descriptor, so it has no other owner.
        let none = unsafe { OwnedFd::from_raw_fd(raw) };
        assert_eq!(io::close(none), Err(Errno::BADF), "{raw}");
    }
}
