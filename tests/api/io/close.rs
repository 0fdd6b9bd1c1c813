use trapgate::types::fd::{BorrowedFd, OwnedFd};
use trapgate::{Errno, io};

use crate::api::scratch::memory;

#[test]
fn close_closes() {
    let fd = io::fcntl_dupfd_cloexec(memory(), 600).unwrap();
    let raw = fd.as_raw_fd();
    // SAFETY: looked at while it is open, and once more to see that it is not.
    let borrowed = unsafe { BorrowedFd::borrow_raw(raw) };
    assert!(io::fcntl_getfd(borrowed).is_ok());
    assert_eq!(io::close(fd), Ok(()));
    assert_eq!(io::fcntl_getfd(borrowed), Err(Errno::BADF));
}

#[test]
fn close_reports() {
    // SAFETY: nobody's, and no descriptor.
    let none = unsafe { OwnedFd::from_raw_fd(-1) };
    assert_eq!(io::close(none), Err(Errno::BADF));
}
