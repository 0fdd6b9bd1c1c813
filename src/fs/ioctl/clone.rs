//! `ioctl_ficlone(2)`, `ioctl_fideduperange(2)`: files that share their content.

use core::marker::PhantomData;

use crate::errno::{Errno, Result};
use crate::fd::{AsFd, BorrowedFd};
use crate::types::ioctl::{Request, call, set, update};

impl Request {
    /// See [`ioctl_ficlone`].
    pub const FICLONE: Request = Request::<i32>::write(0x94, 9).by_value();
    /// See [`ioctl_ficlonerange`].
    pub const FICLONERANGE: Request<[u64; 4]> = Request::write(0x94, 13);
    /// See [`ioctl_fideduperange`].
    pub const FIDEDUPERANGE: Request<FileDedupeRange<[FileDedupeRangeInfo<'static>; 0]>> =
        Request::read_write(0x94, 54);
}

/// `ioctl(2)`, `FICLONE`: makes the start of `dest` equal to the content of `src`, without copying
/// it.
///
/// The files share their blocks until one of them is written to. If `dest` is longer than `src`,
/// the rest of `dest` stays as it is.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): a descriptor is not open, `src` is not open for reading, or
///   `dest` is not open for writing or is in append mode.
/// - [`INVAL`](crate::Errno::INVAL): one of the files is not a regular file, the file system
///   cannot share blocks, or the range overlaps itself or is not in whole blocks.
/// - [`ISDIR`](crate::Errno::ISDIR): one of the files is a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation.
/// - [`PERM`](crate::Errno::PERM): `dest` is immutable.
/// - [`TXTBSY`](crate::Errno::TXTBSY): one of the files is a swap file.
/// - [`XDEV`](crate::Errno::XDEV): the two files are not on the same file system.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`.
/// [ioctl_ficlone(2)](https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html)
#[doc(alias = "FICLONE")]
#[inline]
pub fn ioctl_ficlone(dest: impl AsFd, src: impl AsFd) -> Result<()> {
    // SAFETY: the argument is the number of a descriptor, and the request changes a file, as a
    // write does.
    unsafe { call(dest, Request::FICLONE, src.as_fd()) }
}

/// `ioctl(2)`, `FICLONERANGE`: makes `src_length` bytes of `dest` from `dest_offset` on equal to
/// those of `src` from `src_offset` on, without copying them.
///
/// A length of 0 reaches to the end of `src`. The files share whole blocks until one of them is
/// written to. A range may end within a block only at the end of `src`, if `dest` does not continue
/// after it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): a descriptor is not open, `src` is not open for reading, or
///   `dest` is not open for writing or is in append mode.
/// - [`INVAL`](crate::Errno::INVAL): one of the files is not a regular file, the file system
///   cannot share blocks, or the range overlaps itself or is not in whole blocks.
/// - [`ISDIR`](crate::Errno::ISDIR): one of the files is a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation.
/// - [`PERM`](crate::Errno::PERM): `dest` is immutable.
/// - [`TXTBSY`](crate::Errno::TXTBSY): one of the files is a swap file.
/// - [`XDEV`](crate::Errno::XDEV): the two files are not on the same file system.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`.
/// [ioctl_ficlone(2)](https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html)
#[doc(alias = "FICLONERANGE")]
#[inline]
pub fn ioctl_ficlonerange(
    dest: impl AsFd,
    src: impl AsFd,
    src_offset: u64,
    src_length: u64,
    dest_offset: u64,
) -> Result<()> {
    // A `struct file_clone_range`, which holds the descriptor in 64 bits.
    let src_fd = i64::from(src.as_fd().as_raw_fd()) as u64;
    let range = [src_fd, src_offset, src_length, dest_offset];
    // SAFETY: the kernel reads the 32 bytes, and the request changes a file, as a write does.
    unsafe { set(dest, Request::FICLONERANGE, &range) }
}

/// A file that [`ioctl_fideduperange`] compares, and the result for it
/// (`struct file_dedupe_range_info`).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct FileDedupeRangeInfo<'fd> {
    dest_fd: i64,
    /// The offset of the range in this file.
    pub dest_offset: u64,
    /// The number of bytes that the files now share; see [`outcome`](Self::outcome).
    pub bytes_deduped: u64,
    /// 0 if the ranges are equal, 1 if they differ, negative for an error; see
    /// [`outcome`](Self::outcome).
    pub status: i32,
    reserved: u32,
    owner: PhantomData<BorrowedFd<'fd>>,
}

/// The result of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Deduped {
    /// The ranges are equal, and the files now share this many bytes of them.
    Same(u64),
    /// The ranges differ.
    Differs,
}

impl<'fd> FileDedupeRangeInfo<'fd> {
    /// Creates an entry for the range of `dest` that starts at `dest_offset`.
    #[inline]
    #[must_use]
    pub const fn new(dest: BorrowedFd<'fd>, dest_offset: u64) -> Self {
        Self {
            dest_fd: dest.as_raw_fd() as i64,
            dest_offset,
            bytes_deduped: 0,
            status: 0,
            reserved: 0,
            owner: PhantomData,
        }
    }

    /// The file.
    #[inline]
    #[must_use]
    pub const fn dest(&self) -> BorrowedFd<'fd> {
        // SAFETY: `dest_fd` is the number of a descriptor that is borrowed for `'fd`.
        unsafe { BorrowedFd::borrow_raw(self.dest_fd as i32) }
    }

    /// Returns the result for this file.
    ///
    /// # Errors
    ///
    /// Those of [`ioctl_ficlonerange`], for this file alone.
    #[inline]
    pub const fn outcome(&self) -> Result<Deduped> {
        match Errno::from_raw(self.status.wrapping_neg()) {
            Some(errno) => Err(errno),
            None if self.status == 0 => Ok(Deduped::Same(self.bytes_deduped)),
            None => Ok(Deduped::Differs),
        }
    }
}

/// A range of one file, and other files that may have the same content
/// (`struct file_dedupe_range`).
///
/// `T` is an array of [`FileDedupeRangeInfo`]; a mutable reference to the struct coerces to one
/// with a slice. The kernel accepts as many entries as fit into a page, which is 127.
#[derive(Debug)]
#[repr(C)]
pub struct FileDedupeRange<T: ?Sized> {
    /// The offset of the range.
    pub src_offset: u64,
    /// The length of the range in bytes.
    pub src_length: u64,
    dest_count: u16,
    reserved1: u16,
    reserved2: u32,
    /// The other files.
    pub info: T,
}

static_assertions::const_assert_eq!(
    size_of::<FileDedupeRange<[FileDedupeRangeInfo<'_>; 0]>>(),
    24
);
static_assertions::const_assert_eq!(
    size_of::<FileDedupeRange<[FileDedupeRangeInfo<'_>; 1]>>(),
    56
);

impl<T> FileDedupeRange<T> {
    /// Creates a range and the array of the other files.
    #[inline]
    #[must_use]
    pub const fn new(src_offset: u64, src_length: u64, info: T) -> Self {
        Self {
            src_offset,
            src_length,
            dest_count: 0,
            reserved1: 0,
            reserved2: 0,
            info,
        }
    }
}

/// `ioctl(2)`, `FIDEDUPERANGE`: compares a range of `src` with ranges of other files, and makes
/// equal ranges share their blocks.
///
/// [`outcome`](FileDedupeRangeInfo::outcome) of each entry returns the result for its file. The
/// content of the files does not change.
///
/// ```no_run
/// use trapgate::fd::AsFd;
/// use trapgate::fs::{self, Deduped, FileDedupeRange, FileDedupeRangeInfo};
/// # fn files() -> [trapgate::fd::OwnedFd; 2] { unimplemented!() }
///
/// let [one, other] = files();
/// let info = [FileDedupeRangeInfo::new(other.as_fd(), 0)];
/// let mut range = FileDedupeRange::new(0, 1 << 20, info);
/// fs::ioctl_fideduperange(&one, &mut range)?;
/// match range.info[0].outcome()? {
///     Deduped::Same(bytes) => println!("{bytes} are shared"),
///     Deduped::Differs => println!("they differ"),
///     _ => {}
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `src` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the range reaches above `i64::MAX`, or `src` is not a
///   regular file.
/// - [`ISDIR`](crate::Errno::ISDIR): `src` is a directory.
/// - [`NOMEM`](crate::Errno::NOMEM): the entries do not fit into a page.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`.
/// [ioctl_fideduperange(2)](https://man7.org/linux/man-pages/man2/ioctl_fideduperange.2.html)
#[doc(alias = "FIDEDUPERANGE")]
#[doc(alias = "FILE_DEDUPE_RANGE_SAME")]
#[doc(alias = "FILE_DEDUPE_RANGE_DIFFERS")]
#[inline]
pub fn ioctl_fideduperange(
    src: impl AsFd,
    range: &mut FileDedupeRange<[FileDedupeRangeInfo<'_>]>,
) -> Result<()> {
    // A longer slice is passed as one of 65535 entries, which the kernel rejects too.
    range.dest_count = range.info.len().min(u16::MAX.into()) as u16;
    let head = (&raw mut *range).cast();
    // SAFETY: the kernel itself handles the request for every file. It reads and writes the header
    // and as many entries as the header states, at most those of `info`.
    unsafe { update(src, Request::FIDEDUPERANGE, head) }.map(|_| ())
}
