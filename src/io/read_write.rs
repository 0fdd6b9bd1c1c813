//! `read(2)`, `write(2)`, `pread(2)`, `pwrite(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// `read(2)`: reads from a file at the file position, and advances the position.
///
/// A `&mut [u8]` as the buffer returns the number of bytes read; a `&mut [MaybeUninit<u8>]` returns
/// the part of the buffer that they fill. The call reads at most 0x7fff_f000 bytes, and may read
/// fewer than the buffer holds. 0 bytes mean the end of the file, unless the buffer is empty.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): `fd` is nonblocking and has nothing to read now.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open for reading.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call read a byte.
/// - [`INVAL`](crate::Errno::INVAL): this kind of file cannot be read, or the buffer or the file
///   position is not aligned as direct I/O requires.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`ISDIR`](crate::Errno::ISDIR): `fd` is a directory.
///
/// # Kernel
///
/// Linux 1.0, `fs/read_write.c`. [read(2)](https://man7.org/linux/man-pages/man2/read.2.html)
#[inline]
pub fn read<B: Buffer>(fd: impl AsFd, mut buf: B) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, all inside `buf`, which is borrowed
    // exclusively.
    let count: Result<usize> = unsafe { sys!(READ, fd.as_fd(), ptr, len) };
    // SAFETY: the kernel has initialized the first `count` bytes.
    count.map(|count| unsafe { buf.filled(count) })
}

/// `write(2)`: writes to a file at the file position, and advances the position.
///
/// Returns the number of bytes written, which may be less than `buf` holds and is at most
/// 0x7fff_f000.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): `fd` is nonblocking and accepts no data now.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open for writing.
/// - [`FBIG`](crate::Errno::FBIG): the file would exceed the largest size allowed.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call wrote a byte.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`PIPE`](crate::Errno::PIPE): the pipe or socket has no reader. The kernel also sends SIGPIPE
///   to the calling thread.
///
/// # Kernel
///
/// Linux 1.0, `fs/read_write.c`. [write(2)](https://man7.org/linux/man-pages/man2/write.2.html)
#[inline]
pub fn write(fd: impl AsFd, buf: &[u8]) -> Result<usize> {
    // SAFETY: the kernel reads `buf` and accesses no other memory.
    unsafe { sys!(WRITE, fd.as_fd(), buf.as_ptr(), buf.len()) }
}

/// `pread(2)`: reads from a file at `offset` without moving the file position.
///
/// `offset` is in bytes from the start of the file. The result is that of [`read`].
///
/// ```
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::io;
///
/// let program = fs::openat(fs::CWD, c"/proc/self/exe", OpenFlags::CLOEXEC, Mode::empty())?;
/// let mut magic = [0; 3];
/// io::pread(&program, &mut magic, 1)?;
/// assert_eq!(&magic, b"ELF");
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// Those of [`read`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range ends after `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is a pipe, a socket or a terminal, which has no file
///   position.
///
/// # Kernel
///
/// Linux 2.2 as `pread64`, `fs/read_write.c`.
/// [pread(2)](https://man7.org/linux/man-pages/man2/pread.2.html)
#[doc(alias = "pread64")]
#[inline]
pub fn pread<B: Buffer>(fd: impl AsFd, mut buf: B, offset: u64) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, all inside `buf`, which is borrowed
    // exclusively.
    let count: Result<usize> = unsafe { sys!(PREAD64, fd.as_fd(), ptr, len, wide offset) };
    // SAFETY: the kernel has initialized the first `count` bytes.
    count.map(|count| unsafe { buf.filled(count) })
}

/// `pwrite(2)`: writes to a file at `offset` without moving the file position.
///
/// `offset` is in bytes from the start of the file. The result is that of [`write()`]. If `fd` was
/// opened with [`APPEND`](crate::types::open::OpenFlags::APPEND), the kernel ignores `offset` and
/// writes at the end of the file.
///
/// # Errors
///
/// Those of [`write()`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range ends after `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is a pipe, a socket or a terminal, which has no file
///   position.
///
/// # Kernel
///
/// Linux 2.2 as `pwrite64`, `fs/read_write.c`.
/// [pwrite(2)](https://man7.org/linux/man-pages/man2/pwrite.2.html)
#[doc(alias = "pwrite64")]
#[inline]
pub fn pwrite(fd: impl AsFd, buf: &[u8], offset: u64) -> Result<usize> {
    // SAFETY: the kernel reads `buf` and accesses no other memory.
    unsafe { sys!(PWRITE64, fd.as_fd(), buf.as_ptr(), buf.len(), wide offset) }
}
