//! `ioctl_ficlone(2)`, `ioctl_fideduperange(2)`: files that share what they hold.

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

/// `ioctl(2)`, `FICLONE`: makes `dest` hold what `src` does: the same blocks, until one of them is written.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open, `src` not for reading or `dest` not for writing; or `dest` only appends.
/// - [`INVAL`](crate::Errno::INVAL): not regular files, or a file system that cannot, or a range that overlaps itself
///   or is not in whole blocks.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot.
/// - [`PERM`](crate::Errno::PERM): `dest` is immutable.
/// - [`TXTBSY`](crate::Errno::TXTBSY): a file is used for swapping.
/// - [`XDEV`](crate::Errno::XDEV): not on the same file system.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`. [ioctl_ficlone(2)](https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html)
#[doc(alias = "FICLONE")]
#[inline]
pub fn ioctl_ficlone(dest: impl AsFd, src: impl AsFd) -> Result<()> {
    // SAFETY: the kernel takes a descriptor, and changes a file as a write does.
    unsafe { call(dest, Request::FICLONE, src.as_fd()) }
}

/// `ioctl(2)`, `FICLONERANGE`: makes `src_length` bytes of `dest` from `dest_offset` on be those of `src` from
/// `src_offset` on; 0: to its end.
///
/// Whole blocks are shared, until one of them is written; the last may end with the file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open, `src` not for reading or `dest` not for writing; or `dest` only appends.
/// - [`INVAL`](crate::Errno::INVAL): not regular files, or a file system that cannot, or a range that overlaps itself
///   or is not in whole blocks.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot.
/// - [`PERM`](crate::Errno::PERM): `dest` is immutable.
/// - [`TXTBSY`](crate::Errno::TXTBSY): a file is used for swapping.
/// - [`XDEV`](crate::Errno::XDEV): not on the same file system.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`. [ioctl_ficlone(2)](https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html)
#[doc(alias = "FICLONERANGE")]
#[inline]
pub fn ioctl_ficlonerange(
    dest: impl AsFd,
    src: impl AsFd,
    src_offset: u64,
    src_length: u64,
    dest_offset: u64,
) -> Result<()> {
    // `struct file_clone_range`, which has the descriptor in 64 bits.
    let src_fd = i64::from(src.as_fd().as_raw_fd()) as u64;
    let range = [src_fd, src_offset, src_length, dest_offset];
    // SAFETY: the kernel reads the 32 bytes, and changes a file as a write does.
    unsafe { set(dest, Request::FICLONERANGE, &range) }
}

/// One file that [`ioctl_fideduperange`] compares, and what came of it (`struct file_dedupe_range_info`).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct FileDedupeRangeInfo<'fd> {
    dest_fd: i64,
    /// Where the range begins in this file.
    pub dest_offset: u64,
    /// How many bytes are shared now; see [`outcome`](Self::outcome).
    pub bytes_deduped: u64,
    /// 0: the same; 1: they differ; negative: an error. See [`outcome`](Self::outcome).
    pub status: i32,
    reserved: u32,
    owner: PhantomData<BorrowedFd<'fd>>,
}

/// What has been found of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deduped {
    /// Both hold the same, and share this many bytes of it now.
    Same(u64),
    /// They differ.
    Differs,
}

impl<'fd> FileDedupeRangeInfo<'fd> {
    /// A file, and where the range begins in it.
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
        // SAFETY: the number of a descriptor that was borrowed for as long.
        unsafe { BorrowedFd::borrow_raw(self.dest_fd as i32) }
    }

    /// What came of this file.
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

/// A range of one file, and others that may hold the same (`struct file_dedupe_range`).
///
/// `T` is an array of [`FileDedupeRangeInfo`]; a reference to it becomes one to a slice where that is asked for. The
/// kernel takes as many as fit a page: 127.
#[derive(Debug)]
#[repr(C)]
pub struct FileDedupeRange<T: ?Sized> {
    /// Where the range begins.
    pub src_offset: u64,
    /// How long it is.
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
    /// A range, and an array of the other files.
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

/// `ioctl(2)`, `FIDEDUPERANGE`: compares a range of `src` with others, and lets those that hold the same share their
/// blocks.
///
/// What came of each stands in its [`outcome`](FileDedupeRangeInfo::outcome); nobody sees another content than before.
///
/// ```no_run
/// use trapgate::io::{self, Deduped, FileDedupeRange, FileDedupeRangeInfo};
/// # fn files() -> [trapgate::fd::OwnedFd; 2] { unimplemented!() }
/// use trapgate::fd::AsFd;
///
/// let [one, other] = files();
/// let info = [FileDedupeRangeInfo::new(other.as_fd(), 0)];
/// let mut range = FileDedupeRange::new(0, 1 << 20, info);
/// fs::ioctl_fideduperange(&one, &mut range)?;
/// match range.info[0].outcome()? {
///     Deduped::Same(bytes) => println!("{bytes} are shared"),
///     Deduped::Differs => println!("they differ"),
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a range above `i64::MAX`, or not a regular file.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory.
/// - [`NOMEM`](crate::Errno::NOMEM): more files than fit a page.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`. [ioctl_fideduperange(2)](https://man7.org/linux/man-pages/man2/ioctl_fideduperange.2.html)
#[doc(alias = "FIDEDUPERANGE")]
#[doc(alias = "FILE_DEDUPE_RANGE_SAME")]
#[doc(alias = "FILE_DEDUPE_RANGE_DIFFERS")]
#[inline]
pub fn ioctl_fideduperange(
    src: impl AsFd,
    range: &mut FileDedupeRange<[FileDedupeRangeInfo<'_>]>,
) -> Result<()> {
    // What 16 bits do not tell, the kernel would refuse as well.
    range.dest_count = range.info.len().min(u16::MAX.into()) as u16;
    let head = (&raw mut *range).cast();
    // SAFETY: the kernel reads and writes the header and as many `info` as it says there are, for every file.
    unsafe { update(src, Request::FIDEDUPERANGE, head) }.map(|_| ())
}
