//! `setxattr(2)`.

use core::ffi::CStr;
use core::marker::PhantomData;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::flags;

flags! {
    /// What must be true of an attribute that is set (`XATTR_`). Nothing: it is made or replaced.
    pub struct XattrFlags: u32 {
        /// It is not there yet.
        const CREATE ("XATTR_CREATE") = 1;
        /// It is there.
        const REPLACE ("XATTR_REPLACE") = 2;
    }
}

/// The value for [`setxattrat`] (`struct xattr_args`). What a later kernel adds starts as 0.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct XattrArgs<'buf> {
    /// An address, in 64 bits on both targets.
    value: u64,
    size: u32,
    flags: XattrFlags,
    bytes: PhantomData<&'buf [u8]>,
}

const_assert_eq!(size_of::<XattrArgs<'_>>(), 16);

impl<'buf> XattrArgs<'buf> {
    /// This value, under this condition.
    #[inline]
    #[must_use]
    pub fn new(value: &'buf [u8], flags: XattrFlags) -> Self {
        Self {
            flags,
            ..Self::room(value.as_ptr().cast_mut(), value.len())
        }
    }

    /// So many bytes there. More than 32 bits of them are more than any attribute has.
    #[inline]
    pub(super) fn room(value: *mut u8, len: usize) -> Self {
        Self {
            value: value.expose_provenance() as u64,
            size: len.min(u32::MAX as usize) as u32,
            flags: XattrFlags::empty(),
            bytes: PhantomData,
        }
    }
}

/// `setxattr(2)`: gives a file's attribute this value, in the place of any that it has.
///
/// # Errors
///
/// - [`_2BIG`](crate::Errno::_2BIG): a value of more than 65536 bytes.
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched, or the file not be written.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): no room for it.
/// - [`EXIST`](crate::Errno::EXIST): `CREATE`, and the attribute is there.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or a value that an attribute of this kind cannot have.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NODATA`](crate::Errno::NODATA): `REPLACE`, and there is no such attribute.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system has no attributes of this kind.
/// - [`PERM`](crate::Errno::PERM): an attribute that is not for this caller or this type of file; an immutable file.
/// - [`RANGE`](crate::Errno::RANGE): the attribute's name is empty or has more than 255 bytes.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [setxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn setxattr(path: &CStr, name: &CStr, value: &[u8], flags: XattrFlags) -> Result<()> {
    let (path, name, ptr, len) = (path.as_ptr(), name.as_ptr(), value.as_ptr(), value.len());
    // SAFETY: the kernel reads the two strings up to their ends, and `value`.
    unsafe { sys!(SETXATTR, path, name, ptr, len, flags) }
}

/// `lsetxattr(2)`: sets an attribute as [`setxattr`] does; of a symbolic link at the end, its own. A link has none of the
/// kind `user.`.
///
/// # Errors
///
/// Those of [`setxattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [lsetxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn lsetxattr(path: &CStr, name: &CStr, value: &[u8], flags: XattrFlags) -> Result<()> {
    let (path, name, ptr, len) = (path.as_ptr(), name.as_ptr(), value.as_ptr(), value.len());
    // SAFETY: the kernel reads the two strings up to their ends, and `value`.
    unsafe { sys!(LSETXATTR, path, name, ptr, len, flags) }
}

/// `fsetxattr(2)`: sets an attribute of an open file as [`setxattr`] does. The file need not be open for writing.
///
/// # Errors
///
/// Those of [`setxattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): not open, or opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [fsetxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn fsetxattr(fd: impl AsFd, name: &CStr, value: &[u8], flags: XattrFlags) -> Result<()> {
    let (name, ptr, len) = (name.as_ptr(), value.as_ptr(), value.len());
    // SAFETY: the kernel reads `name` up to its end, and `value`.
    unsafe { sys!(FSETXATTR, fd.as_fd(), name, ptr, len, flags) }
}

/// `setxattrat(2)`: sets an attribute as [`setxattr`] does; a relative `path` starts at `dir`.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW); those of the
/// attribute are in `args`.
///
/// # Errors
///
/// Those of [`setxattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.13.
///
/// # Kernel
///
/// Linux 6.13, `fs/xattr.c`. [setxattrat(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn setxattrat(
    dir: impl AsFd,
    path: &CStr,
    flags: AtFlags,
    name: &CStr,
    args: &XattrArgs<'_>,
) -> Result<()> {
    let (path, name, args) = (path.as_ptr(), name.as_ptr(), &raw const *args);
    let size = size_of::<XattrArgs<'_>>();
    // SAFETY: the kernel reads the two strings up to their ends, `args` in the size given, and the bytes that `args` has
    // borrowed.
    unsafe { sys!(SETXATTRAT, dir.as_fd(), path, flags, name, args, size) }
}
