use trapgate::io::{self, CachestatRange, PipeFlags, SyncFileRangeFlags, pipe2};
use trapgate::{Errno, fs};

use crate::api::scratch::{FAR, closed, memory};

use super::cachestat::file_on_a_disk;

/// The number of dirty pages in a range of the file, if the kernel reports it.
fn dirty(fd: &trapgate::fd::OwnedFd, off: u64, len: u64) -> Option<u64> {
    match io::cachestat(fd, &CachestatRange::new(off, len)) {
        Err(Errno::NOSYS) => None,
        stat => Some(stat.unwrap().nr_dirty),
    }
}

#[test]
fn changed_pages_are_written() {
    let Some((_dir, fd)) = file_on_a_disk("changed_pages_are_written") else {
        return;
    };
    let wait = SyncFileRangeFlags::WRITE_AND_WAIT;
    let whole = |fd: &_| io::sync_file_range(fd, 0, 0, wait);
    let far = |fd: &_| io::sync_file_range(fd, FAR, 7, wait);
    let long = |fd: &_| io::sync_file_range(fd, 5, 2 * FAR, wait);
    let calls: [&dyn Fn(&_) -> _; 6] = [
        &|fd| io::fsync(fd),
        &|fd| io::fdatasync(fd),
        &|fd| io::syncfs(fd),
        &whole,
        &far,
        &long,
    ];
    for (n, call) in calls.iter().enumerate() {
        assert_eq!(io::pwrite(&fd, &[n as u8; 5], FAR), Ok(5));
        assert_ne!(dirty(&fd, FAR, 5), Some(0), "{n}");
        assert_eq!(call(&fd), Ok(()), "{n}");
        assert!(dirty(&fd, FAR, 5).unwrap_or(0) == 0, "{n}");
    }
    assert_eq!(io::pwrite(&fd, b"gone", FAR), Ok(4));
    io::sync();
    assert!(dirty(&fd, FAR, 4).unwrap_or(0) == 0, "sync");
}

#[test]
fn a_range_and_its_edges() {
    let fd = memory();
    assert_eq!(fs::ftruncate(&fd, FAR + 9), Ok(()));
    let flags = SyncFileRangeFlags::WRITE;
    let max = i64::MAX as u64;
    for (offset, length, result) in [
        (0, 0, Ok(())),
        (FAR, 0, Ok(())),
        (FAR, FAR, Ok(())),
        (max, 0, Ok(())),
        (0, max, Ok(())),
        (1, max, Err(Errno::INVAL)),
        (max + 1, 0, Err(Errno::INVAL)),
        (0, max + 1, Err(Errno::INVAL)),
        (u64::MAX, 1, Err(Errno::INVAL)),
    ] {
        let done = io::sync_file_range(&fd, offset, length, flags);
        assert_eq!(done, result, "{offset:#x} {length:#x}");
    }
    assert_eq!(
        io::sync_file_range(&fd, 0, 0, SyncFileRangeFlags::empty()),
        Ok(())
    );
    let unknown = SyncFileRangeFlags::from_bits_retain(8);
    assert_eq!(io::sync_file_range(&fd, 0, 0, unknown), Err(Errno::INVAL));
}

#[test]
fn errors() {
    let none = SyncFileRangeFlags::empty();
    let fd = closed();
    assert_eq!(io::fsync(fd), Err(Errno::BADF));
    assert_eq!(io::fdatasync(fd), Err(Errno::BADF));
    assert_eq!(io::syncfs(fd), Err(Errno::BADF));
    assert_eq!(io::sync_file_range(fd, 0, 0, none), Err(Errno::BADF));
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::fsync(&reader), Err(Errno::INVAL));
    assert_eq!(io::fdatasync(&reader), Err(Errno::INVAL));
    assert_eq!(
        io::syncfs(&reader),
        Ok(()),
        "pipes are on a file system, too"
    );
    assert_eq!(io::sync_file_range(&reader, 0, 0, none), Err(Errno::SPIPE));
}
