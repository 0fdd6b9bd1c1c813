//! `getxattr(2)`.

use core::ffi::CStr;

use super::XattrArgs;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::buffer::BufferOrSize;

/// `getxattr(2)`: reads the value of a file's attribute.
///
/// Returns what the buffer makes of the bytes, as [`io::read`](crate::io::read) does. [`SizeOnly`](crate::fs::SizeOnly) in
/// its place gets their number; a buffer without room gets no bytes. The value may be another one by the next call.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::{Errno, fs};
///
/// let mut room = [MaybeUninit::uninit(); 256];
/// match fs::getxattr(c"/", c"user.comment", &mut room) {
///     Ok(value) => println!("{}", value.escape_ascii()),
///     Err(Errno::RANGE) => {
///         let size = fs::getxattr(c"/", c"user.comment", fs::SizeOnly)?;
///         println!("{size} bytes");
///     }
///     Err(error) => println!("{error}"),
/// }
/// # Ok::<(), Errno>(())
/// ```
///
/// # Errors
///
/// - [`_2BIG`](crate::Errno::_2BIG): the value has more than 65536 bytes.
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched, or the file not be read.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NODATA`](crate::Errno::NODATA): the file has no such attribute, or it is not for this caller.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system has no attributes of this kind.
/// - [`RANGE`](crate::Errno::RANGE): the value does not fit; or the attribute's name is empty or has more than 255 bytes.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [getxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn getxattr<B: BufferOrSize>(path: &CStr, name: &CStr, mut value: B) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    // SAFETY: the kernel reads the two strings up to their ends and writes at most `len` bytes at `ptr`, to which `value`
    // is exclusive.
    let count: Result<usize> = unsafe { sys!(GETXATTR, path.as_ptr(), name.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { value.answered(count) })
}

/// `lgetxattr(2)`: reads the value of an attribute as [`getxattr`] does; of a symbolic link at the end, its own.
///
/// # Errors
///
/// Those of [`getxattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [lgetxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn lgetxattr<B: BufferOrSize>(path: &CStr, name: &CStr, mut value: B) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    // SAFETY: as in `getxattr`.
    let count: Result<usize> = unsafe { sys!(LGETXATTR, path.as_ptr(), name.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { value.answered(count) })
}

/// `fgetxattr(2)`: reads the value of an open file's attribute as [`getxattr`] does.
///
/// # Errors
///
/// Those of [`getxattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): not open, or opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [fgetxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn fgetxattr<B: BufferOrSize>(fd: impl AsFd, name: &CStr, mut value: B) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    // SAFETY: the kernel reads `name` up to its end and writes at most `len` bytes at `ptr`, to which `value` is exclusive.
    let count: Result<usize> = unsafe { sys!(FGETXATTR, fd.as_fd(), name.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { value.answered(count) })
}

/// `getxattrat(2)`: reads the value of an attribute as [`getxattr`] does; a relative `path` starts at `dir`.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW). The kernel's
/// `struct xattr_args` holds the buffer alone here, whose flags must be 0.
///
/// # Errors
///
/// Those of [`getxattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.13.
///
/// # Kernel
///
/// Linux 6.13, `fs/xattr.c`. [getxattrat(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn getxattrat<B: BufferOrSize>(
    dir: impl AsFd,
    path: &CStr,
    flags: AtFlags,
    name: &CStr,
    mut value: B,
) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    let args = XattrArgs::room(ptr, len);
    let (path, name, args) = (path.as_ptr(), name.as_ptr(), &raw const args);
    let size = size_of::<XattrArgs<'_>>();
    // SAFETY: the kernel reads the two strings up to their ends and `args` in the size given, and writes at most `len`
    // bytes at `ptr`, to which `value` is exclusive.
    let count: Result<usize> =
        unsafe { sys!(GETXATTRAT, dir.as_fd(), path, flags, name, args, size) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { value.answered(count) })
}
