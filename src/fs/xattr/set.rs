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
    /// Whether the attribute that [`setxattr`] sets must exist (`XATTR_`). Without a flag, the call
    /// creates or replaces it.
    pub struct XattrFlags: u32 {
        /// Fail if the attribute exists.
        const CREATE ("XATTR_CREATE") = 1;
        /// Fail if the attribute does not exist.
        const REPLACE ("XATTR_REPLACE") = 2;
    }
}

/// The value and the flags for [`setxattrat`] (`struct xattr_args`). Fields that later kernels add
/// are treated as 0.
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
    /// Creates the argument from this value and these flags.
    #[inline]
    #[must_use]
    pub fn new(value: &'buf [u8], flags: XattrFlags) -> Self {
        Self {
            flags,
            ..Self::room(value.as_ptr().cast_mut(), value.len())
        }
    }

    /// Creates the argument from `len` bytes at `value`. A length above 32 bits exceeds every
    /// attribute, so it is cut to the maximum.
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

/// `setxattr(2)`: sets an extended attribute of the file at `path`, which is relative to the
/// working directory.
///
/// By default, the call creates the attribute or replaces its value; `flags` can restrict it to
/// one of the two.
///
/// ```no_run
/// use trapgate::fs::{self, XattrFlags};
///
/// fs::setxattr(c"notes.txt", c"user.comment", b"draft", XattrFlags::empty())?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`_2BIG`](crate::Errno::_2BIG): `value` has more than 65536 bytes.
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the file, or may not search a
///   directory of the path prefix.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the attribute.
/// - [`EXIST`](crate::Errno::EXIST): `CREATE` is set, and the attribute exists.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know, or
///   `value` is not valid for this attribute.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NODATA`](crate::Errno::NODATA): `REPLACE` is set, and the attribute does not exist.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support attributes of this
///   namespace.
/// - [`PERM`](crate::Errno::PERM): the caller may not change this attribute, the attribute is not
///   allowed on this type of file, or the file is immutable.
/// - [`RANGE`](crate::Errno::RANGE): the attribute's name is empty or has more than 255 bytes.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [setxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn setxattr(path: &CStr, name: &CStr, value: &[u8], flags: XattrFlags) -> Result<()> {
    let (path, name, ptr, len) = (path.as_ptr(), name.as_ptr(), value.as_ptr(), value.len());
    // SAFETY: the kernel reads both strings up to their NULs, and the `len` bytes of `value`.
    unsafe { sys!(SETXATTR, path, name, ptr, len, flags) }
}

/// `lsetxattr(2)`: sets an attribute like [`setxattr`], but of a symbolic link itself if `path`
/// names one.
///
/// Symbolic links have no `user.` attributes.
///
/// # Errors
///
/// Those of [`setxattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [lsetxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn lsetxattr(path: &CStr, name: &CStr, value: &[u8], flags: XattrFlags) -> Result<()> {
    let (path, name, ptr, len) = (path.as_ptr(), name.as_ptr(), value.as_ptr(), value.len());
    // SAFETY: the kernel reads both strings up to their NULs, and the `len` bytes of `value`.
    unsafe { sys!(LSETXATTR, path, name, ptr, len, flags) }
}

/// `fsetxattr(2)`: sets an attribute of an open file like [`setxattr`].
///
/// The file need not be open for writing.
///
/// # Errors
///
/// Those of [`setxattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [fsetxattr(2)](https://man7.org/linux/man-pages/man2/setxattr.2.html)
#[inline]
pub fn fsetxattr(fd: impl AsFd, name: &CStr, value: &[u8], flags: XattrFlags) -> Result<()> {
    let (name, ptr, len) = (name.as_ptr(), value.as_ptr(), value.len());
    // SAFETY: the kernel reads `name` up to its NUL, and the `len` bytes of `value`.
    unsafe { sys!(FSETXATTR, fd.as_fd(), name, ptr, len, flags) }
}

/// `setxattrat(2)`: sets an attribute like [`setxattr`], but starts a relative `path` at `dir`.
///
/// `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW). The flags of the attribute are in `args`.
///
/// # Errors
///
/// Those of [`setxattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.13.
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
    // SAFETY: the kernel reads both strings up to their NULs, `args` in the size given, and the
    // bytes that `args` borrows.
    unsafe { sys!(SETXATTRAT, dir.as_fd(), path, flags, name, args, size) }
}
