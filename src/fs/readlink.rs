//! `readlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// `readlinkat(2)`: reads what a symbolic link points to.
///
/// Returns what the buffer makes of the bytes, as [`io::read`](crate::io::read) does, without a nul behind them. A buffer
/// that is filled to its end may lack the rest. An empty path means `dir` itself, opened with `PATH` and `NOFOLLOW`.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): not a symbolic link, or an empty buffer.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links on the way.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/stat.c`. [readlinkat(2)](https://man7.org/linux/man-pages/man2/readlink.2.html)
#[doc(alias = "readlink")]
#[inline]
pub fn readlinkat<B: Buffer>(dir: impl AsFd, path: &CStr, mut buf: B) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // The kernel takes an `int`.
    let len = len.min(i32::MAX as usize);
    // SAFETY: the kernel reads `path` up to its end and writes at most `len` bytes at `ptr`, to which `buf` is exclusive.
    let count: Result<usize> = unsafe { sys!(READLINKAT, dir.as_fd(), path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says.
    count.map(|count| unsafe { buf.filled(count) })
}
