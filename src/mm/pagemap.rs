//! `PAGEMAP_SCAN`: which pages of a process are of some kind.

use crate::errno::{Errno, Result};
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::{Request, update};

impl Request {
    /// See [`ioctl_pagemap_scan`].
    pub const PAGEMAP_SCAN: Request<PmScanArg> = Request::read_write(b'f', 16);
}

flags! {
    /// What a page is (`PAGE_IS_`).
    pub struct PageCategories: u64 {
        /// In a range whose writes userfaultfd watches without waiting.
        const WPALLOWED ("PAGE_IS_WPALLOWED") = 0x1;
        /// Written since it was protected.
        const WRITTEN ("PAGE_IS_WRITTEN") = 0x2;
        /// Of a file, or of memory that is shared.
        const FILE ("PAGE_IS_FILE") = 0x4;
        /// In memory.
        const PRESENT ("PAGE_IS_PRESENT") = 0x8;
        /// In the swap.
        const SWAPPED ("PAGE_IS_SWAPPED") = 0x10;
        /// The page of zeros.
        const PFNZERO ("PAGE_IS_PFNZERO") = 0x20;
        /// Part of a huge page.
        const HUGE ("PAGE_IS_HUGE") = 0x40;
        /// Written since `/proc/PID/clear_refs` was told to forget (Linux 6.8).
        const SOFT_DIRTY ("PAGE_IS_SOFT_DIRTY") = 0x80;
        /// A guard, from [`madvise`](crate::mm::Advice::GUARD_INSTALL) (Linux 6.16).
        const GUARD ("PAGE_IS_GUARD") = 0x100;
    }
}

flags! {
    /// What [`ioctl_pagemap_scan`] does beside looking (`PM_SCAN_`).
    pub struct PmScanFlags: u64 {
        /// Write-protects the pages that it finds, so that they are no longer `WRITTEN`: see
        /// [`ioctl_pagemap_scan_wp_matching`].
        const WP_MATCHING ("PM_SCAN_WP_MATCHING") = 0x1;
        /// Fails at a page whose writes userfaultfd does not watch without waiting.
        const CHECK_WPASYNC ("PM_SCAN_CHECK_WPASYNC") = 0x2;
    }
}

/// What [`ioctl_pagemap_scan`] looks for (`struct pm_scan_arg`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct PmScanArg {
    size: u64,
    /// What else it does.
    pub flags: PmScanFlags,
    /// The first address.
    pub start: u64,
    /// The end: the first address behind.
    pub end: u64,
    /// How far it came: `end`, or where to go on.
    pub walk_end: u64,
    vec: u64,
    vec_len: u64,
    /// The most pages that it tells; 0: no limit.
    pub max_pages: u64,
    /// Those that count where a page is not of them, for the two masks.
    pub category_inverted: PageCategories,
    /// A page is told if it is of all these.
    pub category_mask: PageCategories,
    /// A page is told if it is of one of these; none: whatever it is.
    pub category_anyof_mask: PageCategories,
    /// Those that are told of a page.
    pub return_mask: PageCategories,
}

static_assertions::const_assert_eq!(size_of::<PmScanArg>(), 96);

impl PmScanArg {
    /// All pages from `start` to `end` that are of all of `mask`, and whether they are.
    #[inline]
    #[must_use]
    pub const fn new(start: u64, end: u64, mask: PageCategories) -> Self {
        Self {
            size: size_of::<Self>() as u64,
            flags: PmScanFlags::empty(),
            start,
            end,
            walk_end: 0,
            vec: 0,
            vec_len: 0,
            max_pages: 0,
            category_inverted: PageCategories::empty(),
            category_mask: mask,
            category_anyof_mask: PageCategories::empty(),
            return_mask: mask,
        }
    }
}

/// Pages that follow each other and are the same (`struct page_region`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct PageRegion {
    /// The first address.
    pub start: u64,
    /// The first address behind.
    pub end: u64,
    /// What they are, of what was asked.
    pub categories: PageCategories,
}

static_assertions::const_assert_eq!(size_of::<PageRegion>(), 24);

/// `ioctl(2)`, `PAGEMAP_SCAN`: which pages of a process are what `scan` asks for, by its `/proc/PID/pagemap`.
///
/// What is found stands at the front of `regions`, and comes back; `scan.walk_end` tells how far it came.
///
/// The function only looks. It returns `INVAL` without a call if `scan.flags` has a bit other than
/// [`CHECK_WPASYNC`](PmScanFlags::CHECK_WPASYNC), which is the only known flag that changes nothing.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): flags that may do more than look, unknown categories, `start` in the middle of a
///   page, or an end before it.
/// - [`FAULT`](crate::Errno::FAULT): no addresses of a process.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`NOTTY`](crate::Errno::NOTTY): no pagemap, or an older kernel.
/// - [`PERM`](crate::Errno::PERM): a page that `CHECK_WPASYNC` refuses.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Kernel
///
/// Linux 6.7, `fs/proc/task_mmu.c`.
/// [PAGEMAP_SCAN(2const)](https://man7.org/linux/man-pages/man2/PAGEMAP_SCAN.2const.html)
#[doc(alias = "PAGEMAP_SCAN")]
#[inline]
pub fn ioctl_pagemap_scan<'buf>(
    pagemap: impl AsFd,
    scan: &mut PmScanArg,
    regions: &'buf mut [PageRegion],
) -> Result<&'buf mut [PageRegion]> {
    if !PmScanFlags::CHECK_WPASYNC.contains(scan.flags) {
        return Err(Errno::INVAL);
    }
    // SAFETY: without other flags the kernel looks at pages and changes none.
    unsafe { ioctl_pagemap_scan_wp_matching(pagemap, scan, regions) }
}

/// `ioctl(2)`, `PAGEMAP_SCAN` with any flags: as [`ioctl_pagemap_scan`], and with
/// [`WP_MATCHING`](PmScanFlags::WP_MATCHING) write-protects the pages that it finds.
///
/// Protecting changes no memory: a later write to the page faults, and the kernel marks it as
/// [`WRITTEN`](PageCategories::WRITTEN) again. Only ranges that are registered with userfaultfd in asynchronous mode
/// are protected ([`UffdFeatures::WP_ASYNC`](crate::mm::UffdFeatures::WP_ASYNC)). Without `regions` the pages are
/// protected and not reported.
///
/// # Errors
///
/// Those of [`ioctl_pagemap_scan`]; `INVAL` always comes from the kernel.
///
/// # Safety
///
/// - With `WP_MATCHING`, the caller must own the marks of the range that it takes away: no other code may rely on
///   finding these pages `WRITTEN`. The kernel does not ask which descriptor the range is registered with, and the range
///   may belong to another process.
/// - The effect of a flag that this crate does not know must be sound.
///
/// # Kernel
///
/// Linux 6.7, `fs/proc/task_mmu.c`.
/// [PAGEMAP_SCAN(2const)](https://man7.org/linux/man-pages/man2/PAGEMAP_SCAN.2const.html)
#[doc(alias = "PAGEMAP_SCAN")]
#[doc(alias = "PM_SCAN_WP_MATCHING")]
#[inline]
pub unsafe fn ioctl_pagemap_scan_wp_matching<'buf>(
    pagemap: impl AsFd,
    scan: &mut PmScanArg,
    regions: &'buf mut [PageRegion],
) -> Result<&'buf mut [PageRegion]> {
    // The file that answered last may have written anything here.
    scan.size = size_of::<PmScanArg>() as u64;
    scan.vec = match regions.len() {
        0 => 0,
        _ => regions.as_mut_ptr().expose_provenance() as u64,
    };
    scan.vec_len = regions.len() as u64;
    // SAFETY: the kernel reads and writes the 96 bytes that `size` says and as many regions as it says there are; any bytes are one, and
    // what it does not write is as it was. The caller vouches for what is protected.
    let count = unsafe { update(pagemap, Request::PAGEMAP_SCAN, scan) };
    count.map(|count| regions.get_mut(..count).unwrap_or_default())
}
