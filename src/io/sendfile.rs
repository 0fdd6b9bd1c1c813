//! `sendfile(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `sendfile(2)`: copies up to `count` bytes from one file to another inside the kernel.
///
/// Returns the number of bytes written, which may be less than `count` and is at most 0x7fff_f000.
/// 0 means the end of `fd_in`.
///
/// The offset is in bytes from the start of `fd_in`. With an offset, the call reads there, leaves
/// the file position of `fd_in` unchanged, and replaces the offset with that of the next byte.
/// Without one, it reads at the file position and advances it. It always writes at the file
/// position of `fd_out`, and advances that.
///
/// A pipe or a socket may hold the pages of the file itself. If the file is written before the data
/// is read or sent, the receiver gets the new bytes. This changes data in transit, but no memory of
/// this process.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): a descriptor is nonblocking and has no data or accepts none
///   now.
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` is not open for
///   writing.
/// - [`FBIG`](crate::Errno::FBIG): the file would exceed the largest size allowed.
/// - [`INVAL`](crate::Errno::INVAL): `fd_in` does not support the call, `fd_out` was opened with
///   [`APPEND`](crate::types::open::OpenFlags::APPEND), the range ends after `i64::MAX`, or `count`
///   is above `isize::MAX`.
/// - [`IO`](crate::Errno::IO): a device failed.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the offset is above the largest size of a file.
/// - [`PIPE`](crate::Errno::PIPE): the pipe or socket has no reader. The kernel also sends SIGPIPE
///   to the calling thread.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset is given, but `fd_in` has no file position.
///
/// # Kernel
///
/// Linux 2.2, on i686 `sendfile64` of Linux 2.4.19, `fs/read_write.c`.
/// [sendfile(2)](https://man7.org/linux/man-pages/man2/sendfile.2.html)
#[doc(alias = "sendfile64")]
#[inline]
pub fn sendfile(
    fd_out: impl AsFd,
    fd_in: impl AsFd,
    offset: Option<&mut u64>,
    count: usize,
) -> Result<usize> {
    // SAFETY: the kernel reads and writes the eight bytes of the offset. The data does not pass
    // through this process's memory.
    unsafe { sys!(SENDFILE, fd_out.as_fd(), fd_in.as_fd(), offset, count) }
}
