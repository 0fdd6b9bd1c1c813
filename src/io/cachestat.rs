//! `cachestat(2)`.

use core::mem::MaybeUninit;
use core::ptr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// Which part of a file is asked for (`struct cachestat_range`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct CachestatRange {
    /// The first byte.
    pub off: u64,
    /// How many bytes; 0: up to the end.
    pub len: u64,
}

static_assertions::const_assert_eq!(size_of::<CachestatRange>(), 16);

impl CachestatRange {
    /// So many bytes from there on; 0 bytes mean up to the end.
    #[inline]
    #[must_use]
    pub const fn new(off: u64, len: u64) -> Self {
        Self { off, len }
    }
}

/// What [`cachestat`] tells of the pages in its range (`struct cachestat`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct Cachestat {
    /// Pages in the cache.
    pub nr_cache: u64,
    /// Of these, changed and not written to the device yet.
    pub nr_dirty: u64,
    /// Of these, on their way to the device.
    pub nr_writeback: u64,
    /// Pages that were in the cache and are not any more.
    pub nr_evicted: u64,
    /// Of these, gone so lately that memory must be short: read again they would count as in use.
    pub nr_recently_evicted: u64,
}

static_assertions::const_assert_eq!(size_of::<Cachestat>(), 40);

/// `cachestat(2)`: counts the pages of a file that are in the cache.
///
/// The call has no flags yet: it passes 0.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 6.5.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a file in huge pages.
/// - [`PERM`](crate::Errno::PERM): a file that is somebody else's and not open for writing (Linux 6.14).
///
/// # Kernel
///
/// Linux 6.5, `mm/filemap.c`. [cachestat(2)](https://man7.org/linux/man-pages/man2/cachestat.2.html)
#[inline]
pub fn cachestat(fd: impl AsFd, range: &CachestatRange) -> Result<Cachestat> {
    let mut stat = MaybeUninit::<Cachestat>::uninit();
    let (range, out) = (ptr::from_ref(range), stat.as_mut_ptr());
    // SAFETY: the kernel reads the 16 bytes of `range` and writes the 40 of `stat`.
    let done: Result<()> = unsafe { sys!(CACHESTAT, fd.as_fd(), range, out, 0u32) };
    // SAFETY: after a success the kernel has written every byte.
    done.map(|()| unsafe { stat.assume_init() })
}
