//! `getxattr(2)`.

use core::ffi::CStr;

use super::XattrArgs;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::buffer::BufferOrSize;

/// `getxattr(2)`: reads the value of an extended attribute of the file at `path`.
///
/// Like [`io::read`](crate::io::read), it returns the number of bytes for a `&mut [u8]`, and the
/// bytes themselves for a buffer of [`MaybeUninit`](core::mem::MaybeUninit). With
/// [`SizeOnly`](crate::fs::SizeOnly) instead of a buffer, it returns the size of the value in bytes
/// and reads nothing. An empty buffer gets no bytes and no size. The value can change between two
/// calls. `path` is relative to the working directory.
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
/// - [`ACCES`](crate::Errno::ACCES): the process may not read the file, or may not search a
///   directory of the path prefix.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NODATA`](crate::Errno::NODATA): the file has no such attribute, or the process may not see
///   it.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support attributes of this
///   namespace.
/// - [`RANGE`](crate::Errno::RANGE): the value does not fit into the buffer, or the attribute's
///   name is empty or has more than 255 bytes.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [getxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn getxattr<B: BufferOrSize>(path: &CStr, name: &CStr, mut value: B) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    // SAFETY: the kernel reads both strings up to their NULs and writes at most `len` bytes at
    // `ptr`, which `value` borrows exclusively.
    let count: Result<usize> = unsafe { sys!(GETXATTR, path.as_ptr(), name.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { value.answered(count) })
}

/// `lgetxattr(2)`: reads the value of an attribute like [`getxattr`], but of a symbolic link itself
/// if `path` names one.
///
/// # Errors
///
/// Those of [`getxattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [lgetxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn lgetxattr<B: BufferOrSize>(path: &CStr, name: &CStr, mut value: B) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    // SAFETY: as in `getxattr`.
    let count: Result<usize> = unsafe { sys!(LGETXATTR, path.as_ptr(), name.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { value.answered(count) })
}

/// `fgetxattr(2)`: reads the value of an attribute of an open file like [`getxattr`].
///
/// # Errors
///
/// Those of [`getxattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [fgetxattr(2)](https://man7.org/linux/man-pages/man2/getxattr.2.html)
#[inline]
pub fn fgetxattr<B: BufferOrSize>(fd: impl AsFd, name: &CStr, mut value: B) -> Result<B::Output> {
    let (ptr, len) = value.parts();
    // SAFETY: the kernel reads `name` up to its NUL and writes at most `len` bytes at `ptr`, which
    // `value` borrows exclusively.
    let count: Result<usize> = unsafe { sys!(FGETXATTR, fd.as_fd(), name.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { value.answered(count) })
}

/// `getxattrat(2)`: reads the value of an attribute like [`getxattr`], but starts a relative `path`
/// at `dir`.
///
/// `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW). The function takes the buffer instead of a
/// `struct xattr_args`, whose flags must be 0 for this call.
///
/// # Errors
///
/// Those of [`getxattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.13.
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
    // SAFETY: the kernel reads both strings up to their NULs and `args` in the size given, and
    // writes at most `len` bytes at `ptr`, which `value` borrows exclusively.
    let count: Result<usize> =
        unsafe { sys!(GETXATTRAT, dir.as_fd(), path, flags, name, args, size) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { value.answered(count) })
}
