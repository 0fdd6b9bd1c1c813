//! `getdents(2)` and the records that it writes.

use core::ffi::CStr;
use core::fmt;
use core::iter::FusedIterator;
use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::mode::FileType;

/// `getdents(2)`: reads as many entries of a directory as fit into the buffer, and advances the
/// file position past them.
///
/// Returns an iterator over the entries, which is empty at the end of the directory. An entry whose
/// name has at most 255 bytes fits into 280 bytes.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::fs::{self, Mode, OpenFlags};
///
/// let dir = fs::openat(fs::CWD, c"/", OpenFlags::DIRECTORY, Mode::empty())?;
/// let mut room = [MaybeUninit::uninit(); 4096];
/// let mut names = 0;
/// loop {
///     let entries = fs::getdents(&dir, &mut room)?;
///     if entries.is_empty() {
///         break;
///     }
///     names += entries.count();
/// }
/// assert!(names > 2); // `.` and `..` are entries, too
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the buffer is too small for the next entry.
/// - [`NOENT`](crate::Errno::NOENT): the directory has been removed.
/// - [`NOTDIR`](crate::Errno::NOTDIR): `dir` is not a directory.
///
/// # Kernel
///
/// Linux 2.4 as `getdents64`, `fs/readdir.c`.
/// [getdents(2)](https://man7.org/linux/man-pages/man2/getdents.2.html)
#[doc(alias = "getdents64")]
#[doc(alias = "readdir")]
#[inline]
pub fn getdents(dir: impl AsFd, buf: &mut [MaybeUninit<u8>]) -> Result<Dirents<'_>> {
    // The kernel takes the length as an `int`.
    let len = buf.len().min(i32::MAX as usize);
    // SAFETY: the kernel writes at most `len` bytes of `buf`.
    let count: Result<usize> = unsafe { sys!(GETDENTS64, dir.as_fd(), buf.as_mut_ptr(), len) };
    // The kernel has written whole records, except for the padding between a name's NUL and the
    // next record, which it leaves as it was.
    count.map(|count| Dirents {
        bytes: buf.get(..count).unwrap_or_default(),
    })
}

/// An entry of a directory (`struct linux_dirent64`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dirent<'buf> {
    /// The inode number.
    pub ino: u64,
    /// The file position after this entry, for [`io::lseek`](crate::io::lseek). Its meaning is up
    /// to the file system.
    pub off: i64,
    /// The type, or [`UNKNOWN`](FileType::UNKNOWN) if the file system does not report it here.
    pub file_type: FileType,
    /// The name.
    pub name: &'buf CStr,
}

/// An iterator over the entries that [`getdents`] has read, or over the records in any bytes.
///
/// The iterator ends at a record that is cut short or whose name has no NUL. It never reads outside
/// the bytes.
#[derive(Clone)]
pub struct Dirents<'buf> {
    /// Initialised bytes, or records of the kernel, which are initialised up to the NUL of the
    /// name.
    bytes: &'buf [MaybeUninit<u8>],
}

impl<'buf> Dirents<'buf> {
    /// Creates an iterator over the records in these bytes, which need no alignment.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        let (ptr, len) = (bytes.as_ptr().cast(), bytes.len());
        // SAFETY: the slice covers the same bytes for the same lifetime, and initialised bytes are
        // valid `MaybeUninit<u8>`.
        let bytes = unsafe { core::slice::from_raw_parts(ptr, len) };
        Self { bytes }
    }

    /// Returns `true` if no bytes are left. Bytes that are left after `next` has returned `None`
    /// hold no valid record.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl fmt::Debug for Dirents<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The offset of the name, which follows the inode number, the position, the record's length and
/// the type.
const NAME: usize = 8 + 8 + 2 + 1;

impl<'buf> Iterator for Dirents<'buf> {
    type Item = Dirent<'buf>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let head = self.bytes.first_chunk::<NAME>()?;
        // SAFETY: the array has the same length and needs no alignment. The bytes are initialised,
        // because they begin a record of the kernel or come from `new`.
        let head = unsafe { &*head.as_ptr().cast::<[u8; NAME]>() };
        let &[a, b, c, d, e, f, g, h, ref head @ ..] = head;
        let ino = u64::from_ne_bytes([a, b, c, d, e, f, g, h]);
        let &[a, b, c, d, e, f, g, h, low, high, file_type] = head;
        let off = i64::from_ne_bytes([a, b, c, d, e, f, g, h]);
        let len = u16::from_ne_bytes([low, high]);

        let (record, rest) = self.bytes.split_at_checked(len.into())?;
        let name = record.get(NAME..)?;
        // SAFETY: the search stops at the first NUL, and a record of the kernel is initialised up
        // to that NUL.
        let nul = |byte: &MaybeUninit<u8>| unsafe { byte.assume_init() } == 0;
        let name = name.get(..=name.iter().position(nul)?)?;
        // SAFETY: the search has read these bytes, so they are initialised, and the last one is
        // their only NUL.
        let name = unsafe {
            let bytes = core::slice::from_raw_parts(name.as_ptr().cast(), name.len());
            CStr::from_bytes_with_nul_unchecked(bytes)
        };
        self.bytes = rest;
        Some(Dirent {
            ino,
            off,
            file_type: FileType::from_raw(file_type),
            name,
        })
    }
}

/// `next` leaves bytes that begin no record where they are, so it returns `None` from then on.
impl FusedIterator for Dirents<'_> {}
