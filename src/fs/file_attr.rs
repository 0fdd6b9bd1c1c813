//! `file_getattr(2)`, `file_setattr(2)`.

use core::ffi::CStr;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::xflags::XFlags;

/// The attributes of a file beyond its mode (`struct file_attr`). Fields that later kernels add are
/// treated as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct FileAttr {
    /// The attributes.
    pub xflags: XFlags,
    /// The file system allocates space in multiples of this many bytes, if `EXTSIZE` or
    /// `EXTSZINHERIT` is set. 0 leaves the size to the file system.
    pub extsize: u32,
    /// The number of extents of the content. [`file_setattr`] ignores it.
    pub nextents: u32,
    /// The id of the project to which the file is accounted.
    pub projid: u32,
    /// Copy-on-write copies multiples of this many bytes, if `COWEXTSIZE` is set. 0 leaves the size
    /// to the file system.
    pub cowextsize: u32,
}

const_assert_eq!(size_of::<FileAttr>(), 24);

impl FileAttr {
    /// Creates a value with these attributes and 0 in all other fields.
    #[inline]
    #[must_use]
    pub const fn new(xflags: XFlags) -> Self {
        Self {
            xflags,
            extsize: 0,
            nextents: 0,
            projid: 0,
            cowextsize: 0,
        }
    }
}

/// `file_getattr(2)`: returns the attributes of the file at `path` beyond its mode, whatever its
/// type and without opening it.
///
/// A relative `path` starts at `dir`. `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW).
///
/// The server of a FUSE file system can make the call return a number that is not an error. The
/// function then returns attributes that are all zero.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.17.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support such attributes, or
///   not for this type of file.
///
/// # Kernel
///
/// Linux 6.17, `fs/file_attr.c`.
/// [file_getattr(2)](https://man7.org/linux/man-pages/man2/file_getattr.2.html)
#[doc(alias = "FS_IOC_FSGETXATTR")]
#[inline]
pub fn file_getattr(dir: impl AsFd, path: &CStr, flags: AtFlags) -> Result<FileAttr> {
    let mut attr = FileAttr::default();
    let (path, out, size) = (path.as_ptr(), &raw mut attr, size_of::<FileAttr>());
    // SAFETY: the kernel reads `path` up to its NUL and writes `size` bytes, the size of `attr`.
    let word: Result<usize> = unsafe { sys!(FILE_GETATTR, dir.as_fd(), path, out, size, flags) };
    // The kernel passes on any negative number from a FUSE server, and then writes nothing.
    word.map(|_| attr)
}

/// `file_setattr(2)`: sets the attributes of the file at `path` to these and clears all others.
///
/// To change single attributes, start with those that [`file_getattr`] returns. The kernel ignores
/// read-only attributes in `attr`. `dir`, `path` and `flags` are as for `file_getattr`.
///
/// # Errors
///
/// Those of [`file_getattr`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): `attr` contains an unknown attribute, or one that this type
///   of file cannot have.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support one of the
///   attributes.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`, or
///   the call would change `IMMUTABLE` or `APPEND` and the process lacks `CAP_LINUX_IMMUTABLE`.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 6.17, `fs/file_attr.c`.
/// [file_setattr(2)](https://man7.org/linux/man-pages/man2/file_setattr.2.html)
#[doc(alias = "FS_IOC_FSSETXATTR")]
#[inline]
pub fn file_setattr(dir: impl AsFd, path: &CStr, flags: AtFlags, attr: &FileAttr) -> Result<()> {
    let (path, attr, size) = (path.as_ptr(), &raw const *attr, size_of::<FileAttr>());
    // SAFETY: the kernel reads `path` up to its NUL and `attr` in the size given.
    let word: Result<usize> = unsafe { sys!(FILE_SETATTR, dir.as_fd(), path, attr, size, flags) };
    // As in `file_getattr`.
    word.map(|_| ())
}
