//! `file_getattr(2)`, `file_setattr(2)`.

use core::ffi::CStr;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::xflags::XFlags;

/// What a file is marked with beside its mode (`struct file_attr`). What a later kernel adds starts
/// as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct FileAttr {
    /// The attributes.
    pub xflags: XFlags,
    /// Bytes of which the file system allocates a multiple, under `EXTSIZE` and `EXTSZINHERIT`; 0:
    /// as it likes.
    pub extsize: u32,
    /// Extents of the content; setting leaves it.
    pub nextents: u32,
    /// The project that the file is accounted to.
    pub projid: u32,
    /// Bytes of which copying on write takes a multiple, under `COWEXTSIZE`; 0: as it likes.
    pub cowextsize: u32,
}

const_assert_eq!(size_of::<FileAttr>(), 24);

impl FileAttr {
    /// These attributes, and 0 for the rest.
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

/// `file_getattr(2)`: what a file is marked with, of whatever type it is and without opening it.
///
/// `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW).
///
/// A file system that a program serves (FUSE) can end the call with a number that is no error; the
/// attributes are then zeros.
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
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.17.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system has no such attributes, or not for
///   this type of file.
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
    // SAFETY: the kernel reads `path` up to its end and writes `size` bytes, those of `attr`.
    let word: Result<usize> = unsafe { sys!(FILE_GETATTR, dir.as_fd(), path, out, size, flags) };
    // FUSE passes any negative number of its server on, and then nothing is written.
    word.map(|_| attr)
}

/// `file_setattr(2)`: marks a file with these attributes and no others.
///
/// What is to stay must be in `attr`: begin with what [`file_getattr`] says. Read-only attributes
/// in it do no harm. `flags` are those of `file_getattr`.
///
/// # Errors
///
/// Those of [`file_getattr`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): an unknown attribute, or one that this type of file cannot
///   have.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): an attribute that this file system does not have.
/// - [`PERM`](crate::Errno::PERM): a file of somebody else's, or `IMMUTABLE` or `APPEND` changes
///   without the right to it.
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
    // SAFETY: the kernel reads `path` up to its end and `attr` in the size given.
    let word: Result<usize> = unsafe { sys!(FILE_SETATTR, dir.as_fd(), path, attr, size, flags) };
    // As in `file_getattr`.
    word.map(|_| ())
}
