//! `posix_fadvise(2)`, `readahead(2)` and `sync_file_range(2)`. A file in memory has nothing to
//! read ahead or to write back, so the checks look at which arguments the kernel rejects.

use trapgate::Errno;
use trapgate::io::{self, FileAdvice, SyncFileRangeFlags, pwrite};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::rt::Start;

use crate::checks::memfd::{FAR, GIB_4, file};
use crate::outcome::{Of as _, Outcome};

/// One more than the largest offset, and the same number with its halves exchanged.
const END: u64 = 1 << 63;
const LOW: u64 = 1 << 31;

/// The kernel rejects a negative length and, since Linux 7.2, a negative offset. The advice is the
/// argument after them.
pub(crate) fn fadvise(_: Start) -> Outcome {
    let file = file()?;
    for advice in [FileAdvice::NORMAL, FileAdvice::DONTNEED] {
        for (offset, length) in [
            (FAR, 2 * GIB_4),
            (END - 1, 0),
            (0, LOW),
            (LOW, END - 1 - LOW),
        ] {
            io::fadvise(&file, offset, length, advice).of("fadvise64")?;
        }
        io::fadvise(&file, 0, END, advice).fails("fadvise64", Errno::INVAL)?;
    }
    io::fadvise(&file, FAR, FAR, FileAdvice::from_raw(77)).fails("fadvise64", Errno::INVAL)?;
    let (pipe, _writer) = pipe2(PipeFlags::CLOEXEC).of("pipe2")?;
    io::fadvise(&pipe, FAR, FAR, FileAdvice::NORMAL).fails("fadvise64", Errno::SPIPE)
}

/// For a file with a page cache, the kernel accepts any nonnegative offset and any count.
pub(crate) fn readahead(_: Start) -> Outcome {
    let file = file()?;
    pwrite(&file, b"far", FAR).of("pwrite")?;
    for (offset, count) in [(FAR, 3), (END - 1, 0), (LOW, 1 << 20), (END - 2, 1)] {
        io::readahead(&file, offset, count).of("readahead")?;
    }
    let (pipe, _writer) = pipe2(PipeFlags::CLOEXEC).of("pipe2")?;
    io::readahead(&pipe, FAR, 1).fails("readahead", Errno::INVAL)
}

/// Neither the offset nor the length nor their sum may be negative. A length of 0 means up to the
/// end.
pub(crate) fn sync_file_range(_: Start) -> Outcome {
    let file = file()?;
    let all = SyncFileRangeFlags::WRITE_AND_WAIT;
    pwrite(&file, b"far", FAR).of("pwrite")?;
    for (offset, length) in [(FAR, 3), (LOW, LOW), (FAR, END - 1 - FAR), (END - 1, 0)] {
        io::sync_file_range(&file, offset, length, all).of("sync_file_range")?;
    }
    for (offset, length) in [(END, 0), (0, END), (FAR, END - FAR), (END - 1, 1)] {
        io::sync_file_range(&file, offset, length, all).fails("sync_file_range", Errno::INVAL)?;
    }
    let unknown = SyncFileRangeFlags::from_bits_retain(8);
    io::sync_file_range(&file, FAR, FAR, unknown).fails("sync_file_range", Errno::INVAL)
}
