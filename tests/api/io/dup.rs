use trapgate::fd::{BorrowedFd, OwnedFd};
use trapgate::io::{self, DupFlags, FdFlags};
use trapgate::{Errno, fs};

use crate::api::child;
use crate::api::scratch::{closed, memory};

#[test]
fn dup_shares() {
    let fd = memory();
    let new = io::dup(&fd).unwrap();
    assert!(new.as_raw_fd() != fd.as_raw_fd());
    assert_eq!(
        io::fcntl_getfd(&new),
        Ok(FdFlags::empty()),
        "stays open on exec"
    );
    assert_eq!(fs::fstat(&new), fs::fstat(&fd));
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::lseek(&new, io::SeekFrom::Current(0)), Ok(3), "shared");
    assert_eq!(io::dup(closed()).err(), Some(Errno::BADF));
    assert_eq!(io::dup(fs::CWD).err(), Some(Errno::BADF));
    child::holds(|| {
        // The copy gets the lowest free number.
        let lowest = io::close(new) == Ok(())
            && io::dup(&fd).is_ok_and(|new| {
                io::fcntl_dupfd(&fd, 0).is_ok_and(|next| next.as_raw_fd() > new.as_raw_fd())
            });
        let limit = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        // SAFETY: the kernel reads `limit`.
        unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) };
        [lowest, io::dup(&fd).err() == Some(Errno::MFILE)]
    });
}

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
fn dup3_closes_what_was_there() {
    let fd = memory();
    // In a child, because children of other tests may hold copies of this process's descriptors.
    child::holds(|| {
        let Ok((reader, mut writer)) = io::pipe2(io::PipeFlags::NONBLOCK) else {
            return [false; 3];
        };
        let mut buf = [0; 1];
        [
            io::read(&reader, &mut buf) == Err(Errno::AGAIN),
            io::dup3(&fd, &mut writer, DupFlags::empty()) == Ok(()),
            io::read(&reader, &mut buf) == Ok(0),
        ]
    });
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
    // SAFETY: the descriptor stays open while `new` lives.
    let same = unsafe { BorrowedFd::borrow_raw(new.as_raw_fd()) };
    assert_eq!(
        io::dup3(same, &mut new, DupFlags::empty()),
        Err(Errno::INVAL)
    );
    assert_eq!(
        io::dup3(fs::CWD, &mut new, DupFlags::empty()),
        Err(Errno::BADF)
    );
    assert!(io::fcntl_getfd(&new).is_ok(), "the descriptor stays open");
    for raw in [-1, i32::MAX] {
        // SAFETY: the number is not a descriptor, so it has no other owner.
        let mut none = unsafe { OwnedFd::from_raw_fd(raw) };
        let answer = io::dup3(&new, &mut none, DupFlags::empty());
        assert_eq!(answer, Err(Errno::BADF), "{raw}");
    }
}
