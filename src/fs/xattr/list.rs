//! `listxattr(2)` and the names that it writes.

use core::ffi::CStr;
use core::fmt;
use core::iter::FusedIterator;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::buffer::BufferOrSize;

/// `listxattr(2)`: reads the names of the extended attributes of the file at `path`, each followed
/// by a NUL, in no particular order.
///
/// Like [`io::read`](crate::io::read), it returns the number of bytes for a `&mut [u8]`, and the
/// bytes themselves for a buffer of [`MaybeUninit`](core::mem::MaybeUninit); [`XattrNames`]
/// iterates over the names in them. With [`SizeOnly`](crate::fs::SizeOnly) instead of a buffer, it
/// returns the size of the names in bytes and reads nothing. An empty buffer gets no bytes and no
/// size. The names can change between two calls. The kernel leaves out names that the process may
/// not see. `path` is relative to the working directory.
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
/// - [`_2BIG`](crate::Errno::_2BIG): the names have more than 65536 bytes in total.
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support extended
///   attributes.
/// - [`RANGE`](crate::Errno::RANGE): the names do not fit into the buffer.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [listxattr(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn listxattr<B: BufferOrSize>(path: &CStr, mut list: B) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    // SAFETY: the kernel reads `path` up to its NUL and writes at most `len` bytes at `ptr`, which
    // `list` borrows exclusively.
    let count: Result<usize> = unsafe { sys!(LISTXATTR, path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// `llistxattr(2)`: reads the names of attributes like [`listxattr`], but of a symbolic link itself
/// if `path` names one.
///
/// # Errors
///
/// Those of [`listxattr`].
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [llistxattr(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn llistxattr<B: BufferOrSize>(path: &CStr, mut list: B) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    // SAFETY: as in `listxattr`.
    let count: Result<usize> = unsafe { sys!(LLISTXATTR, path.as_ptr(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// `flistxattr(2)`: reads the names of the attributes of an open file like [`listxattr`].
///
/// # Errors
///
/// Those of [`listxattr`] for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or was opened with `PATH`.
///
/// # Kernel
///
/// Linux 2.4.18, `fs/xattr.c`.
/// [flistxattr(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
#[inline]
pub fn flistxattr<B: BufferOrSize>(fd: impl AsFd, mut list: B) -> Result<B::Output> {
    let (ptr, len) = list.parts();
    // SAFETY: the kernel writes at most `len` bytes at `ptr`, which `list` borrows exclusively.
    let count: Result<usize> = unsafe { sys!(FLISTXATTR, fd.as_fd(), ptr, len) };
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// `listxattrat(2)`: reads the names of attributes like [`listxattr`], but starts a relative `path`
/// at `dir`.
///
/// `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW).
///
/// # Errors
///
/// Those of [`listxattr`], and:
///
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.13.
///
/// # Kernel
///
/// Linux 6.13, `fs/xattr.c`.
/// [listxattrat(2)](https://man7.org/linux/man-pages/man2/listxattr.2.html)
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
    // SAFETY: the kernel has written `count` bytes, or none if the length is 0.
    count.map(|count| unsafe { list.answered(count) })
}

/// An iterator over the names that [`listxattr`] has read, or over the names in any bytes.
///
/// The iterator ends when no NUL follows, and never reads outside the bytes.
#[derive(Clone)]
pub struct XattrNames<'buf> {
    bytes: &'buf [u8],
}

impl<'buf> XattrNames<'buf> {
    /// Creates an iterator over the names in these bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        Self { bytes }
    }

    /// Returns `true` if no bytes are left. Bytes that are left after `next` has returned `None`
    /// contain no NUL.
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
        // SAFETY: the last byte of `name` is the first NUL, so it is the only one.
        Some(unsafe { CStr::from_bytes_with_nul_unchecked(name) })
    }
}

/// `next` leaves bytes without a NUL where they are, so it returns `None` from then on.
impl FusedIterator for XattrNames<'_> {}
