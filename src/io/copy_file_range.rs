//! `copy_file_range(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `copy_file_range(2)`: copies up to `len` bytes from one file to another inside the kernel, or shares their blocks.
///
/// Returns the count of bytes copied, possibly fewer than asked for; 0 is the end of `fd_in`. With an offset, in bytes from
/// the start, it reads or writes there, leaves that file's position as it is, and puts into the offset where the next byte
/// is; without one it goes from the file position on and moves it. Some files whose size reads as 0, such as those of
/// `/proc`, look empty to it. The call has no flags yet: it passes 0.
///
/// The call is safe as a write is: it changes a file. Both descriptors may be of one file, where ranges that overlap
/// are an error.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` not for writing, or only for appending.
/// - [`FBIG`](crate::Errno::FBIG): past the largest size of a file.
/// - [`INVAL`](crate::Errno::INVAL): not a regular file, ranges of one file that overlap, or an offset above `i64::MAX`.
/// - [`IO`](crate::Errno::IO): a device failed.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file systems cannot.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): an offset and `len` make more than `u64::MAX`.
/// - [`PERM`](crate::Errno::PERM): `fd_out` is immutable.
/// - [`TXTBSY`](crate::Errno::TXTBSY): a swap file.
/// - [`XDEV`](crate::Errno::XDEV): two file systems, before Linux 5.3; two kinds of them, since Linux 5.19.
///
/// # Kernel
///
/// Linux 4.5, `fs/read_write.c`. [copy_file_range(2)](https://man7.org/linux/man-pages/man2/copy_file_range.2.html)
#[inline]
pub fn copy_file_range(
    fd_in: impl AsFd,
    off_in: Option<&mut u64>,
    fd_out: impl AsFd,
    off_out: Option<&mut u64>,
    len: usize,
) -> Result<usize> {
    let (fd_in, fd_out) = (fd_in.as_fd(), fd_out.as_fd());
    // SAFETY: the kernel reads and writes the eight bytes of each offset; the data passes by this process's memory.
    unsafe { sys!(COPY_FILE_RANGE, fd_in, off_in, fd_out, off_out, len, 0u32) }
}
