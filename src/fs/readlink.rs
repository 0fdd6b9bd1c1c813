//! `readlinkat(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::buffer::Buffer;

/// `readlinkat(2)`: reads the target of a symbolic link.
///
/// Like [`io::read`](crate::io::read), it returns the number of bytes for a `&mut [u8]`, and the
/// bytes themselves for a buffer of [`MaybeUninit`](core::mem::MaybeUninit). No NUL follows them. A
/// target that fills the whole buffer may have been cut short. A relative `path` starts at `dir`.
/// An empty path means `dir` itself, which must then be open with `PATH` and `NOFOLLOW`.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::fs;
///
/// let mut room = [MaybeUninit::uninit(); 4096];
/// let target = fs::readlinkat(fs::CWD, c"/proc/self/exe", &mut room)?;
/// assert!(target.starts_with(b"/"));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the file is not a symbolic link, or the buffer is empty.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and `dir` is
///   not a symbolic link.
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
    // The kernel takes the length as an `int`.
    let len = len.min(i32::MAX as usize);
    // SAFETY: the kernel reads `path` up to its NUL and writes at most `len` bytes at `ptr`, which
    // `buf` borrows exclusively.
    let count: Result<usize> = unsafe { sys!(READLINKAT, dir.as_fd(), path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes.
    count.map(|count| unsafe { buf.filled(count) })
}
