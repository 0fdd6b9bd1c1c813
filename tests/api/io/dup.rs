use trapgate::io::{self, DupFlags, FdFlags};
use trapgate::types::fd::BorrowedFd;
use trapgate::{Errno, fs};

use crate::api::scratch::{closed, memory};

#[test]
fn dup3_replaces() {
    let (fd, mut new) = (memory(), memory());
    let number = new.as_raw_fd();
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    for (flags, close) in [
        (DupFlags::empty(), FdFlags::empty()),
        (DupFlags::CLOEXEC, FdFlags::CLOEXEC),
    ] {
        assert_eq!(io::dup3(&fd, &mut new, flags), Ok(()));
        assert_eq!(new.as_raw_fd(), number);
        assert_eq!(io::fcntl_getfd(&new), Ok(close));
        assert_eq!(fs::fstat(&new), fs::fstat(&fd));
    }
    assert_eq!(io::write(&new, b"d"), Ok(1));
    assert_eq!(io::lseek(&fd, io::SeekFrom::Current(0)), Ok(4), "shared");
}

#[test]
fn dup3_errors() {
    let mut new = memory();
    assert_eq!(
        io::dup3(closed(), &mut new, DupFlags::empty()),
        Err(Errno::BADF)
    );
    let unknown = DupFlags::from_bits_retain(1);
    assert_eq!(io::dup3(memory(), &mut new, unknown), Err(Errno::INVAL));
    // SAFETY: open as long as `new` lives.
    let same = unsafe { BorrowedFd::borrow_raw(new.as_raw_fd()) };
    assert_eq!(
        io::dup3(same, &mut new, DupFlags::empty()),
        Err(Errno::INVAL)
    );
}
