//! `lseek(2)`.

use crate::arch::shape;
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::raw::check;

/// A new file position, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SeekFrom {
    /// This offset from the start (`SEEK_SET`).
    Start(u64),
    /// This distance from the current position (`SEEK_CUR`).
    Current(i64),
    /// This distance from the end (`SEEK_END`).
    End(i64),
    /// The next byte of data at or after this offset from the start (`SEEK_DATA`, Linux 3.1).
    Data(u64),
    /// The next hole at or after this offset from the start. The end of the file counts as a hole
    /// (`SEEK_HOLE`, Linux 3.1).
    Hole(u64),
}

/// `lseek(2)`: moves the file position and returns it, in bytes from the start.
///
/// ```
/// use trapgate::fs::{self, MemfdFlags};
/// use trapgate::io::{self, SeekFrom};
///
/// let file = fs::memfd_create(c"example", MemfdFlags::CLOEXEC)?;
/// io::write(&file, b"trapgate")?;
/// assert_eq!(io::lseek(&file, SeekFrom::End(-4))?, 4);
/// let mut buf = [0; 8];
/// assert_eq!(io::read(&file, &mut buf)?, 4);
/// assert_eq!(&buf[..4], b"gate");
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the position would be negative, or larger than the file
///   supports.
/// - [`NXIO`](crate::Errno::NXIO): the file has no data at or after the offset, or the offset is
///   beyond the end of the file.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is a pipe, a socket or a terminal, which has no file
///   position.
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
    // SAFETY: the call changes the file position, and writes only to the memory that `shape`
    // passes.
    let (word, position) = unsafe { shape::lseek(fd.as_fd().word(), offset, whence) };
    check(word).map(|_| position)
}
