//! `readlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// `readlinkat(2)`: reads what a symbolic link points to.
///
/// Returns what the buffer makes of the bytes, as [`io::read`](crate::io::read) does, without a nul
/// behind them. A buffer that is filled to its end may lack the rest. An empty path means `dir`
/// itself, opened with `PATH` and `NOFOLLOW`.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): not a symbolic link, or an empty buffer.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/stat.c`.
/// [readlinkat(2)](https://man7.org/linux/man-pages/man2/readlink.2.html)
#[doc(alias = "readlink")]
#[inline]
pub fn readlinkat<B: Buffer>(dir: impl AsFd, path: &CStr, mut buf: B) -> Result<B::Output> {
    let (ptr, len) = buf.parts();
    // The kernel takes an `int`.
    let len = len.min(i32::MAX as usize);
    // SAFETY: the kernel reads `path` up to its end and writes at most `len` bytes at `ptr`, to
    // which `buf` is exclusive.
    let count: Result<usize> = unsafe { sys!(READLINKAT, dir.as_fd(), path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says.
    count.map(|count| unsafe { buf.filled(count) })
}
