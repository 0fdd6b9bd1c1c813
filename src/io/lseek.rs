//! `lseek(2)`.

use crate::arch::shape;
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::raw::check;

/// Where the file position goes, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SeekFrom {
    /// So far from the start (`SEEK_SET`).
    Start(u64),
    /// So far from where it is (`SEEK_CUR`).
    Current(i64),
    /// So far from the end (`SEEK_END`).
    End(i64),
    /// To the next byte of data at or after this offset from the start (`SEEK_DATA`, Linux 3.1).
    Data(u64),
    /// To the next hole at or after this offset from the start; the end counts as one (`SEEK_HOLE`, Linux 3.1).
    Hole(u64),
}

/// `lseek(2)`: moves the file position and returns it, in bytes from the start.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): the position would be negative or beyond what the file can have.
/// - [`NXIO`](crate::Errno::NXIO): no data at or after the offset, or the offset is beyond the end.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 1.0, on i686 `_llseek` of Linux 1.2, `fs/read_write.c`.
/// [lseek(2)](https://man7.org/linux/man-pages/man2/lseek.2.html)
#[doc(alias = "_llseek")]
#[inline]
pub fn lseek(fd: impl AsFd, to: SeekFrom) -> Result<u64> {
    let (offset, whence) = match to {
        SeekFrom::Start(offset) => (offset, 0),
        SeekFrom::Current(offset) => (offset as u64, 1),
        SeekFrom::End(offset) => (offset as u64, 2),
        SeekFrom::Data(offset) => (offset, 3),
        SeekFrom::Hole(offset) => (offset, 4),
    };
    // SAFETY: the call changes the file position and writes what `shape` gives it.
    let (word, position) = unsafe { shape::lseek(fd.as_fd().word(), offset, whence) };
    check(word).map(|_| position)
}
