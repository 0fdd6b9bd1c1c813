//! `sendfile(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `sendfile(2)`: moves up to `count` bytes from one file to another inside the kernel.
///
/// Returns the count of bytes written, possibly fewer than asked for and never more than 0x7fff_f000; 0 is the end of the
/// file. With an offset, in bytes from the start, it reads there, leaves the file position as it is, and puts into
/// `offset` where the next byte is; without one it reads from the file position on and moves it. It writes from the file
/// position of `fd_out` on, and moves that.
///
/// A pipe or a socket may hold on to the file's own pages until somebody reads them: what is written to the file
/// meanwhile is what arrives. That changes bytes that are on their way, no memory of this process.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): a descriptor that does not block takes or has nothing now.
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` not for writing.
/// - [`FBIG`](crate::Errno::FBIG): past the largest size of a file.
/// - [`INVAL`](crate::Errno::INVAL): `fd_in` cannot be read so, `fd_out` only appends, a range that goes beyond
///   `i64::MAX`, or a count above `isize::MAX`.
/// - [`IO`](crate::Errno::IO): a device failed.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the offset is beyond the largest size of a file.
/// - [`PIPE`](crate::Errno::PIPE): nobody reads this pipe any more; SIGPIPE came first.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset, and `fd_in` has no position.
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
    // SAFETY: the kernel reads and writes the eight bytes of the offset; the data passes by this process's memory.
    unsafe { sys!(SENDFILE, fd_out.as_fd(), fd_in.as_fd(), offset, count) }
}
