use trapgate::io::{self, FileAdvice, PipeFlags, pipe2};
use trapgate::{Errno, fs};

use super::cachestat::{cached, file_on_a_disk};
use crate::api::scratch::{FAR, closed, memory};

#[test]
fn pages_leave_the_cache_and_come_back() {
    let test = "pages_leave_the_cache_and_come_back";
    let Some((_dir, fd)) = file_on_a_disk(test) else {
        return;
    };
    // Also written at 0, near which the offset would be without its upper word.
    assert_eq!(io::pwrite(&fd, &[1; 4096], 0), Ok(4096));
    assert_eq!(io::pwrite(&fd, &[2; 8192], 1 << 32), Ok(8192));
    assert_eq!(io::fsync(&fd), Ok(()));
    let far = || cached(test, &fd, 1 << 32, 8192).map(|stat| stat.nr_cache);
    let near = || cached(test, &fd, 0, 4096).map(|stat| stat.nr_cache);
    assert_eq!(io::fadvise(&fd, 1 << 32, 0, FileAdvice::DONTNEED), Ok(()));
    if far().is_none() {
        return;
    }
    assert_eq!((near(), far()), (Some(1), Some(0)));
    assert_eq!(
        io::fadvise(&fd, 1 << 32, 4096, FileAdvice::WILLNEED),
        Ok(())
    );
    assert_ne!(far(), Some(0));
    assert_eq!(io::fadvise(&fd, 0, 1 << 32, FileAdvice::DONTNEED), Ok(()));
    assert_eq!(near(), Some(0));
    assert_ne!(far(), Some(0), "the range ends before it");

    assert_eq!(io::readahead(&fd, 0, 4096), Ok(()));
    assert_eq!(near(), Some(1));
    assert_eq!(io::fadvise(&fd, 1 << 32, 0, FileAdvice::DONTNEED), Ok(()));
    assert_eq!(io::readahead(&fd, 1 << 32, 8192), Ok(()));
    assert_eq!(far(), Some(2));
    let mut byte = [0];
    assert_eq!(io::pread(&fd, &mut byte, (1 << 32) + 8191), Ok(1));
    assert_eq!(byte, [2]);
}

#[test]
fn ranges() {
    let fd = memory();
    assert_eq!(fs::ftruncate(&fd, FAR), Ok(()));
    for advice in [
        FileAdvice::NORMAL,
        FileAdvice::RANDOM,
        FileAdvice::SEQUENTIAL,
        FileAdvice::WILLNEED,
        FileAdvice::DONTNEED,
        FileAdvice::NOREUSE,
    ] {
        for (offset, length) in [(0, 0), (FAR - 1, 9), (FAR, FAR), (0, i64::MAX as u64)] {
            let done = io::fadvise(&fd, offset, length, advice);
            assert_eq!(done, Ok(()), "{advice:?} {offset:#x} {length:#x}");
        }
        for length in [1 << 63, u64::MAX] {
            assert_eq!(io::fadvise(&fd, 0, length, advice), Err(Errno::INVAL));
        }
    }
    assert_eq!(io::readahead(&fd, FAR - 1, 0), Ok(()));
    assert_eq!(io::readahead(&fd, 2 * FAR, 9), Ok(()));
    #[cfg(target_pointer_width = "64")]
    assert_eq!(io::readahead(&fd, 0, 1 << 63), Err(Errno::INVAL));
}

#[test]
fn errors() {
    let none = FileAdvice::NORMAL;
    let unknown = FileAdvice::from_raw(99);
    assert_eq!(io::fadvise(memory(), 0, 0, unknown), Err(Errno::INVAL));
    assert_eq!(io::fadvise(closed(), 0, 0, none), Err(Errno::BADF));
    assert_eq!(io::readahead(closed(), 0, 1), Err(Errno::BADF));
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::fadvise(&reader, 0, 0, none), Err(Errno::SPIPE));
    assert_eq!(io::readahead(&reader, 0, 1), Err(Errno::INVAL));
    assert_eq!(io::readahead(&writer, 0, 1), Err(Errno::BADF));
}
