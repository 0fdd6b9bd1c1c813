//! `read(2)`, `write(2)`, `pread(2)`, `pwrite(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// `read(2)`: reads from the file position on, and moves it.
///
/// Returns what the buffer makes of the bytes read, at most its length, never more than 0x7fff_f000, and possibly fewer:
/// their count for a `&mut [u8]`, the part that they fill for a `&mut [MaybeUninit<u8>]`. Nothing is the end of the file.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): a descriptor that does not block has nothing to read now.
/// - [`BADF`](crate::Errno::BADF): not open for reading.
/// - [`INTR`](crate::Errno::INTR): a signal came before any byte.
/// - [`INVAL`](crate::Errno::INVAL): an object that cannot be read, or direct I/O out of alignment.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory.
///
/// # Kernel
///
/// Linux 1.0, `fs/read_write.c`. [read(2)](https://man7.org/linux/man-pages/man2/read.2.html)
#[inline]
pub fn read<B: Buffer>(fd: impl AsFd, mut buf: B) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, to which `buf` is exclusive.
    let count: Result<usize> = unsafe { sys!(READ, fd.as_fd(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says.
    count.map(|count| unsafe { buf.filled(count) })
}

/// `write(2)`: writes from the file position on, and moves it.
///
/// Returns the count of bytes written, possibly fewer than given and never more than 0x7fff_f000.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): a descriptor that does not block takes nothing now.
/// - [`BADF`](crate::Errno::BADF): not open for writing.
/// - [`FBIG`](crate::Errno::FBIG): past the largest size of a file.
/// - [`INTR`](crate::Errno::INTR): a signal came before any byte.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`PIPE`](crate::Errno::PIPE): nobody reads this pipe any more; SIGPIPE came first.
///
/// # Kernel
///
/// Linux 1.0, `fs/read_write.c`. [write(2)](https://man7.org/linux/man-pages/man2/write.2.html)
#[inline]
pub fn write(fd: impl AsFd, buf: &[u8]) -> Result<usize> {
    // SAFETY: the kernel reads `buf` and nothing else.
    unsafe { sys!(WRITE, fd.as_fd(), buf.as_ptr(), buf.len()) }
}

/// `pread(2)`: reads at `offset`, in bytes from the start, without moving the file position.
///
/// Returns as [`read`] does.
///
/// # Errors
///
/// Those of [`read`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range goes beyond `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 2.2 as `pread64`, `fs/read_write.c`. [pread(2)](https://man7.org/linux/man-pages/man2/pread.2.html)
#[doc(alias = "pread64")]
#[inline]
pub fn pread<B: Buffer>(fd: impl AsFd, mut buf: B, offset: u64) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, to which `buf` is exclusive.
    let count: Result<usize> = unsafe { sys!(PREAD64, fd.as_fd(), ptr, len, wide offset) };
    // SAFETY: the kernel has written as many bytes as it says.
    count.map(|count| unsafe { buf.filled(count) })
}

/// `pwrite(2)`: writes at `offset`, in bytes from the start, without moving the file position.
///
/// Returns as [`write()`] does. A descriptor with [`APPEND`](crate::types::open::OpenFlags::APPEND) writes at the end all
/// the same.
///
/// # Errors
///
/// Those of [`write()`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range goes beyond `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 2.2 as `pwrite64`, `fs/read_write.c`. [pwrite(2)](https://man7.org/linux/man-pages/man2/pwrite.2.html)
#[doc(alias = "pwrite64")]
#[inline]
pub fn pwrite(fd: impl AsFd, buf: &[u8], offset: u64) -> Result<usize> {
    // SAFETY: the kernel reads `buf` and nothing else.
    unsafe { sys!(PWRITE64, fd.as_fd(), buf.as_ptr(), buf.len(), wide offset) }
}
