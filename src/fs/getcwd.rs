//! `getcwd(2)`.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::sys::sys;

/// `getcwd(2)`: reads the path of the working directory into the caller's buffer, and returns it.
///
/// A buffer of 4096 bytes has room for every path that the kernel returns, including the NUL. A
/// path without a leading `/` begins with `(unreachable)`, and cannot be used: the directory lies
/// outside the process's root directory or mount namespace.
///
/// ```
/// use core::mem::MaybeUninit;
///
/// let mut room = [MaybeUninit::uninit(); 4096];
/// let path = trapgate::fs::getcwd(&mut room)?;
/// assert!(path.to_bytes().starts_with(b"/"));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more.
/// - [`NOENT`](crate::Errno::NOENT): the directory has been removed.
/// - [`RANGE`](crate::Errno::RANGE): the buffer is too small.
///
/// # Kernel
///
/// Linux 2.2, `fs/d_path.c`. Since Linux 2.6.36 the path can begin with `(unreachable)`.
/// [getcwd(2)](https://man7.org/linux/man-pages/man2/getcwd.2.html)
#[inline]
pub fn getcwd(buf: &mut [MaybeUninit<u8>]) -> Result<&CStr> {
    let (path, len) = (buf.as_mut_ptr(), buf.len());
    // SAFETY: the kernel writes at most `len` bytes of `buf`.
    let count: Result<usize> = unsafe { sys!(GETCWD, path, len) };
    // SAFETY: the kernel has written `count` bytes: a path, and the NUL that ends it and is the
    // only one.
    count.map(|count| unsafe {
        let bytes = core::slice::from_raw_parts(path.cast(), count);
        CStr::from_bytes_with_nul_unchecked(bytes)
    })
}
