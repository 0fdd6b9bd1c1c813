//! `cachestat(2)`.

use core::mem::MaybeUninit;
use core::ptr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// A range of a file for [`cachestat`] (`struct cachestat_range`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct CachestatRange {
    /// The offset of the first byte.
    pub off: u64,
    /// The length in bytes; 0 extends the range to the end of the file.
    pub len: u64,
}

static_assertions::const_assert_eq!(size_of::<CachestatRange>(), 16);

impl CachestatRange {
    /// Creates a range of `len` bytes that starts at `off`. If `len` is 0, it extends to the end.
    #[inline]
    #[must_use]
    pub const fn new(off: u64, len: u64) -> Self {
        Self { off, len }
    }
}

/// The numbers of pages that [`cachestat`] counts in a range (`struct cachestat`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct Cachestat {
    /// Pages in the cache.
    pub nr_cache: u64,
    /// Pages in the cache that were changed and are not on the device yet.
    pub nr_dirty: u64,
    /// Pages in the cache that are being written to the device.
    pub nr_writeback: u64,
    /// Pages that were in the cache and have left it.
    pub nr_evicted: u64,
    /// Pages that have left the cache recently, because memory is short. If read again, they would
    /// count as in use.
    pub nr_recently_evicted: u64,
}

static_assertions::const_assert_eq!(size_of::<Cachestat>(), 40);

/// `cachestat(2)`: counts the pages of a file that are in the cache.
///
/// No flag is defined yet, so the function passes 0.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.5.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file consists of huge pages (`hugetlbfs`).
/// - [`PERM`](crate::Errno::PERM): `fd` is not open for writing, and the caller neither owns the
///   file nor may write to it (Linux 6.14).
///
/// # Kernel
///
/// Linux 6.5, `mm/filemap.c`.
/// [cachestat(2)](https://man7.org/linux/man-pages/man2/cachestat.2.html)
#[inline]
pub fn cachestat(fd: impl AsFd, range: &CachestatRange) -> Result<Cachestat> {
    let mut stat = MaybeUninit::<Cachestat>::uninit();
    let (range, out) = (ptr::from_ref(range), stat.as_mut_ptr());
    // SAFETY: the kernel reads the 16 bytes of `range` and writes the 40 bytes of `stat`.
    let done: Result<()> = unsafe { sys!(CACHESTAT, fd.as_fd(), range, out, 0u32) };
    // SAFETY: the call succeeded, so the kernel has written every byte.
    done.map(|()| unsafe { stat.assume_init() })
}
