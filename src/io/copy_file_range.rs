//! `copy_file_range(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `copy_file_range(2)`: copies up to `len` bytes between two files inside the kernel.
///
/// Returns the number of bytes copied, which may be less than `len`. 0 means the end of `fd_in`. A
/// file system may share the blocks instead of copying the bytes. Some files whose size is reported
/// as 0, such as those in `/proc`, look empty to the call.
///
/// An offset is in bytes from the start of the file. With an offset, the call reads or writes
/// there, leaves the file position unchanged, and replaces the offset with that of the next byte.
/// Without one, it starts at the file position and advances it. Both descriptors may refer to the
/// same file if the ranges do not overlap. No flag is defined yet, so the function passes 0.
///
/// ```
/// use trapgate::fs::{self, MemfdFlags};
/// use trapgate::io;
///
/// let from = fs::memfd_create(c"from", MemfdFlags::CLOEXEC)?;
/// let to = fs::memfd_create(c"to", MemfdFlags::CLOEXEC)?;
/// io::write(&from, b"trapgate")?;
///
/// let mut offset = 4;
/// assert_eq!(io::copy_file_range(&from, Some(&mut offset), &to, None, 8)?, 4);
/// assert_eq!(offset, 8);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, `fd_out` is not open for
///   writing, or `fd_out` was opened with [`APPEND`](crate::types::open::OpenFlags::APPEND).
/// - [`FBIG`](crate::Errno::FBIG): the file would exceed the largest size allowed.
/// - [`INVAL`](crate::Errno::INVAL): a descriptor is not a regular file, two ranges of one file
///   overlap, or an offset is above `i64::MAX`.
/// - [`IO`](crate::Errno::IO): a device failed.
/// - [`ISDIR`](crate::Errno::ISDIR): a descriptor is a directory.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file systems do not support the call.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the sum of an offset and `len` is above `u64::MAX`.
/// - [`PERM`](crate::Errno::PERM): `fd_out` is immutable.
/// - [`TXTBSY`](crate::Errno::TXTBSY): a file is in use as a swap file.
/// - [`XDEV`](crate::Errno::XDEV): the files are on different file systems (before Linux 5.3), or
///   on file systems of different types (since Linux 5.19).
///
/// # Kernel
///
/// Linux 4.5, `fs/read_write.c`.
/// [copy_file_range(2)](https://man7.org/linux/man-pages/man2/copy_file_range.2.html)
#[inline]
pub fn copy_file_range(
    fd_in: impl AsFd,
    off_in: Option<&mut u64>,
    fd_out: impl AsFd,
    off_out: Option<&mut u64>,
    len: usize,
) -> Result<usize> {
    let (fd_in, fd_out) = (fd_in.as_fd(), fd_out.as_fd());
    // SAFETY: the kernel reads and writes the eight bytes of each offset. The data does not pass
    // through this process's memory.
    unsafe { sys!(COPY_FILE_RANGE, fd_in, off_in, fd_out, off_out, len, 0u32) }
}
