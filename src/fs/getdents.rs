//! `getdents(2)` and the records that it writes.

use core::ffi::CStr;
use core::fmt;
use core::iter::FusedIterator;
use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::mode::FileType;

/// `getdents(2)`: reads as many entries of a directory as the buffer holds, and moves the file position behind them.
///
/// No entry at all is the end of the directory. 280 bytes hold every entry whose name has at most 255.
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
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): the buffer is too small for the next entry.
/// - [`NOENT`](crate::Errno::NOENT): the directory is removed.
/// - [`NOTDIR`](crate::Errno::NOTDIR): not a directory.
///
/// # Kernel
///
/// Linux 2.4 as `getdents64`, `fs/readdir.c`. [getdents(2)](https://man7.org/linux/man-pages/man2/getdents.2.html)
#[doc(alias = "getdents64")]
#[doc(alias = "readdir")]
#[inline]
pub fn getdents(dir: impl AsFd, buf: &mut [MaybeUninit<u8>]) -> Result<Dirents<'_>> {
    // The kernel takes an `int`.
    let len = buf.len().min(i32::MAX as usize);
    // SAFETY: the kernel writes at most `len` bytes of `buf`.
    let count: Result<usize> = unsafe { sys!(GETDENTS64, dir.as_fd(), buf.as_mut_ptr(), len) };
    // Whole records, but for the bytes between a name's nul and the next record, which the kernel leaves as they are.
    count.map(|count| Dirents {
        bytes: buf.get(..count).unwrap_or_default(),
    })
}

/// An entry of a directory (`struct linux_dirent64`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dirent<'buf> {
    /// Inode number.
    pub ino: u64,
    /// The position behind this entry, for [`io::lseek`](crate::io::lseek). The file system alone knows what it counts.
    pub off: i64,
    /// The type, if the file system says it here.
    pub file_type: FileType,
    /// The name.
    pub name: &'buf CStr,
}

/// Goes through the records that [`getdents`] has written, or through any bytes.
///
/// It ends where a record does not fit or has no end of its name, and reads nothing outside.
#[derive(Clone)]
pub struct Dirents<'buf> {
    /// Initialised, or records of the kernel's: those are up to the nul of the name.
    bytes: &'buf [MaybeUninit<u8>],
}

impl<'buf> Dirents<'buf> {
    /// The records in these bytes, at whatever address.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        let (ptr, len) = (bytes.as_ptr().cast(), bytes.len());
        // SAFETY: the same bytes, borrowed as long; what is initialised may be taken for what need not be.
        let bytes = unsafe { core::slice::from_raw_parts(ptr, len) };
        Self { bytes }
    }

    /// Whether nothing is left. Once there are no more entries, what is left is no record.
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

/// Where the name begins: behind inode number, position, length of the record and type.
const NAME: usize = 8 + 8 + 2 + 1;

impl<'buf> Iterator for Dirents<'buf> {
    type Item = Dirent<'buf>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let head = self.bytes.first_chunk::<NAME>()?;
        // SAFETY: as long, without alignment, and all of it initialised, be it the kernel's record or the caller's bytes.
        let head = unsafe { &*head.as_ptr().cast::<[u8; NAME]>() };
        let &[a, b, c, d, e, f, g, h, ref head @ ..] = head;
        let ino = u64::from_ne_bytes([a, b, c, d, e, f, g, h]);
        let &[a, b, c, d, e, f, g, h, low, high, file_type] = head;
        let off = i64::from_ne_bytes([a, b, c, d, e, f, g, h]);
        let len = u16::from_ne_bytes([low, high]);

        let (record, rest) = self.bytes.split_at_checked(len.into())?;
        let name = record.get(NAME..)?;
        // SAFETY: the search goes to the first nul and no further; up to it the kernel's record is initialised.
        let nul = |byte: &MaybeUninit<u8>| unsafe { byte.assume_init() } == 0;
        let name = name.get(..=name.iter().position(nul)?)?;
        // SAFETY: these bytes have just been read, and the last is the only nul.
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

/// The bytes stay where no record begins, so that every later question has the same answer.
impl FusedIterator for Dirents<'_> {}
