use trapgate::Errno;
use trapgate::fd::BorrowedFd;
use trapgate::io::{self, CloseRangeFlags, FdFlags, close_range_cloexec};

use crate::api::child;
use crate::api::scratch::memory;
use crate::support::skip::skip;

/// Reads the descriptor flags of a number, which need not be open.
fn flags(number: u32) -> trapgate::Result<FdFlags> {
    // SAFETY: the number is only tested.
    io::fcntl_getfd(unsafe { BorrowedFd::borrow_raw(number as i32) })
}

/// In a child: opens descriptors 40, 41, 43 and 45, which have no owner, after closing all from 3
/// on.
fn make() -> bool {
    child::close_from(3);
    let fd = memory();
    [40, 41, 43, 45].into_iter().all(|number| {
        let made = io::fcntl_dupfd(&fd, number).map(|fd| fd.into_raw_fd());
        made == Ok(number)
    })
}

/// In a child: closes or marks descriptors.
fn close_range(first: u32, last: u32, flags: CloseRangeFlags) -> trapgate::Result<()> {
    // SAFETY: the descriptors have no owner, and the child has one thread.
    unsafe { io::close_range(first, last, flags) }
}

fn is_there() -> bool {
    close_range_cloexec(1 << 30, 1 << 30) != Err(Errno::NOSYS)
}

#[test]
fn close_range_closes() {
    if !is_there() {
        return skip("close_range_closes", "before Linux 5.9");
    }
    const NONE: FdFlags = FdFlags::empty();
    let plain = CloseRangeFlags::empty();
    child::holds(|| {
        [
            make(),
            close_range(41, 43, plain) == Ok(()),
            [40, 45].map(flags) == [Ok(NONE); 2],
            [41, 42, 43].map(flags) == [Err(Errno::BADF); 3],
            close_range(41, 44, plain) == Ok(()),
            close_range(45, 45, CloseRangeFlags::UNSHARE) == Ok(()),
            [40, 45].map(flags) == [Ok(NONE), Err(Errno::BADF)],
            close_range(3, u32::MAX, plain) == Ok(()),
            [3, 40].map(flags) == [Err(Errno::BADF); 2] && flags(2).is_ok(),
        ]
    });
}

#[test]
fn close_range_cloexec_marks() {
    match close_range_cloexec(1 << 30, u32::MAX) {
        Err(Errno::NOSYS | Errno::INVAL) => {
            return skip("close_range_cloexec_marks", "before Linux 5.11");
        }
        done => assert_eq!(done, Ok(())),
    }
    let both = CloseRangeFlags::CLOEXEC | CloseRangeFlags::UNSHARE;
    let (marked, not) = (Ok(FdFlags::CLOEXEC), Ok(FdFlags::empty()));
    child::holds(|| {
        [
            make(),
            close_range_cloexec(41, 43) == Ok(()),
            [40, 41, 43, 45].map(flags) == [not, marked, marked, not],
            flags(42) == Err(Errno::BADF),
            close_range(45, u32::MAX, both) == Ok(()),
            [40, 45].map(flags) == [not, marked],
            close_range_cloexec(0, u32::MAX) == Ok(()),
            [0, 40].map(flags) == [marked, marked],
        ]
    });
}

#[test]
fn close_range_errors() {
    if !is_there() {
        return skip("close_range_errors", "before Linux 5.9");
    }
    child::holds(|| {
        let unknown = CloseRangeFlags::from_bits_retain(1);
        [
            close_range(41, 40, CloseRangeFlags::empty()) == Err(Errno::INVAL),
            close_range(u32::MAX, 0, CloseRangeFlags::empty()) == Err(Errno::INVAL),
            close_range(40, 40, unknown) == Err(Errno::INVAL),
            close_range_cloexec(41, 40) == Err(Errno::INVAL),
            close_range(u32::MAX, u32::MAX, CloseRangeFlags::empty()) == Ok(()),
        ]
    });
}
