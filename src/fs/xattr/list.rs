//! `listxattr(2)` and the names that it writes.

use core::ffi::CStr;
use core::fmt;
use core::iter::FusedIterator;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::buffer::BufferOrSize;

/// `listxattr(2)`: reads the names of a file's attributes, each with a nul behind it, in no order.
///
/// Returns what the buffer makes of the bytes, as [`io::read`](crate::io::read) does; [`XattrNames`] takes them apart.
/// [`SizeOnly`](crate::fs::SizeOnly) in its place gets their number; a buffer without room gets no bytes. There may be more
/// names by the next call. Names that are not for this caller are left out.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::fs::{self, XattrNames};
///
/// let mut room = [MaybeUninit::uninit(); 4096];
/// for name in XattrNames::new(fs::listxattr(c"/", &mut room)?) {
///     println!("{name:?}");
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`_2BIG`](crate::Errno::_2BIG): the names have more than 65536 bytes.
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system has no attributes.
/// - [`RANGE`](crate::Errno::RANGE): the names do not fit.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [listxattr(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn listxattr<B: BufferOrSize>(path: &CStr, mut list: B) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    // SAFETY: the kernel reads `path` up to its end and writes at most `len` bytes at `ptr`, to which `list` is exclusive.
    let count: Result<usize> = unsafe { sys!(LISTXATTR, path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// `llistxattr(2)`: reads the names of attributes as [`listxattr`] does; of a symbolic link at the end, its own.
///
/// # Errors
///
/// Those of [`listxattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [llistxattr(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn llistxattr<B: BufferOrSize>(path: &CStr, mut list: B) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    // SAFETY: as in `listxattr`.
    let count: Result<usize> = unsafe { sys!(LLISTXATTR, path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// `flistxattr(2)`: reads the names of an open file's attributes as [`listxattr`] does.
///
/// # Errors
///
/// Those of [`listxattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): not open, or opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`. [flistxattr(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn flistxattr<B: BufferOrSize>(fd: impl AsFd, mut list: B) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, to which `list` is exclusive.
    let count: Result<usize> = unsafe { sys!(FLISTXATTR, fd.as_fd(), ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// `listxattrat(2)`: reads the names of attributes as [`listxattr`] does; a relative `path` starts at `dir`.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW).
///
/// # Errors
///
/// Those of [`listxattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.13.
///
/// # Kernel
///
/// Linux 6.13, `fs/xattr.c`. [listxattrat(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn listxattrat<B: BufferOrSize>(
    dir: impl AsFd,
    path: &CStr,
    flags: AtFlags,
    mut list: B,
) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    let path = path.as_ptr();
    // SAFETY: as in `listxattr`.
    let count: Result<usize> = unsafe { sys!(LISTXATTRAT, dir.as_fd(), path, flags, ptr, len) };
    // SAFETY: the kernel has written as many bytes as it says, or none for a length of 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// Goes through the names that [`listxattr`] has written, or through any bytes.
///
/// It ends where no nul follows, and reads nothing outside.
#[derive(Clone)]
pub struct XattrNames<'buf> {
    bytes: &'buf [u8],
}

impl<'buf> XattrNames<'buf> {
    /// The names in these bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        Self { bytes }
    }

    /// Whether nothing is left. Once there are no more names, what is left has no end.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl fmt::Debug for XattrNames<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<'buf> Iterator for XattrNames<'buf> {
    type Item = &'buf CStr;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let nul = self.bytes.iter().position(|&byte| byte == 0)?;
        let (name, rest) = self.bytes.split_at_checked(nul + 1)?;
        self.bytes = rest;
        // SAFETY: the last byte is a nul, and the first one.
        Some(unsafe { CStr::from_bytes_with_nul_unchecked(name) })
    }
}

/// The bytes stay where no name begins, so that every later question has the same answer.
impl FusedIterator for XattrNames<'_> {}
