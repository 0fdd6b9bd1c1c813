//! `PAGEMAP_SCAN(2const)`: finds the pages of a process that belong to certain categories.

use crate::errno::{Errno, Result};
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::{Request, update};

impl Request {
    /// See [`ioctl_pagemap_scan`].
    pub const PAGEMAP_SCAN: Request<PmScanArg> = Request::read_write(b'f', 16);
}

flags! {
    /// The categories of a page (`PAGE_IS_`).
    pub struct PageCategories: u64 {
        /// In a range that is registered with userfaultfd for asynchronous write protection.
        const WPALLOWED ("PAGE_IS_WPALLOWED") = 0x1;
        /// Written since it was write-protected.
        const WRITTEN ("PAGE_IS_WRITTEN") = 0x2;
        /// Backed by a file, or shared.
        const FILE ("PAGE_IS_FILE") = 0x4;
        /// Present in memory.
        const PRESENT ("PAGE_IS_PRESENT") = 0x8;
        /// Swapped out.
        const SWAPPED ("PAGE_IS_SWAPPED") = 0x10;
        /// The zero page.
        const PFNZERO ("PAGE_IS_PFNZERO") = 0x20;
        /// Part of a huge page.
        const HUGE ("PAGE_IS_HUGE") = 0x40;
        /// Written since `/proc/PID/clear_refs` was last cleared (Linux 6.8).
        const SOFT_DIRTY ("PAGE_IS_SOFT_DIRTY") = 0x80;
        /// A guard page from [`madvise`](crate::mm::Advice::GUARD_INSTALL) (Linux 6.16).
        const GUARD ("PAGE_IS_GUARD") = 0x100;
    }
}

flags! {
    /// Flags for [`ioctl_pagemap_scan`] (`PM_SCAN_`).
    pub struct PmScanFlags: u64 {
        /// Write-protects the pages that the scan finds, so that they are no longer `WRITTEN`. See
        /// [`ioctl_pagemap_scan_wp_matching`].
        const WP_MATCHING ("PM_SCAN_WP_MATCHING") = 0x1;
        /// Fails at a page that is not registered with userfaultfd for asynchronous write
        /// protection.
        const CHECK_WPASYNC ("PM_SCAN_CHECK_WPASYNC") = 0x2;
    }
}

/// The argument of [`ioctl_pagemap_scan`] (`struct pm_scan_arg`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct PmScanArg {
    size: u64,
    /// Flags of the scan.
    pub flags: PmScanFlags,
    /// The first address.
    pub start: u64,
    /// The address after the last one.
    pub end: u64,
    /// Set by the kernel: the address at which the scan stopped. This is `end`, or where to
    /// continue.
    pub walk_end: u64,
    vec: u64,
    vec_len: u64,
    /// The maximum number of pages to report; 0 for no limit.
    pub max_pages: u64,
    /// Categories whose meaning is inverted for the two masks: they match a page that does not
    /// belong to them.
    pub category_inverted: PageCategories,
    /// Report a page only if it belongs to all these categories.
    pub category_mask: PageCategories,
    /// Report a page only if it belongs to at least one of these categories. No category reports
    /// any page.
    pub category_anyof_mask: PageCategories,
    /// The categories to report for a page.
    pub return_mask: PageCategories,
}

static_assertions::const_assert_eq!(size_of::<PmScanArg>(), 96);

impl PmScanArg {
    /// Creates a scan of the range from `start` to `end`, for pages that belong to all categories
    /// in `mask`. The scan reports these categories.
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

/// Consecutive pages of the same categories (`struct page_region`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct PageRegion {
    /// The first address.
    pub start: u64,
    /// The address after the last one.
    pub end: u64,
    /// The categories of the pages, as far as `return_mask` requested them.
    pub categories: PageCategories,
}

static_assertions::const_assert_eq!(size_of::<PageRegion>(), 24);

/// `ioctl(2)`, `PAGEMAP_SCAN`: finds the pages of a process that match `scan`.
///
/// `pagemap` is the process's `/proc/PID/pagemap`. The call fills `regions` from the start and
/// returns the part that it filled. It sets `scan.walk_end` to the address at which it stopped.
///
/// The function changes no page. It returns `INVAL` without a call if `scan.flags` has a bit other
/// than [`CHECK_WPASYNC`](PmScanFlags::CHECK_WPASYNC), which is the only known flag that changes
/// nothing.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `pagemap` is not open.
/// - [`FAULT`](crate::Errno::FAULT): the range lies outside the address space of processes.
/// - [`INTR`](crate::Errno::INTR): a signal arrived.
/// - [`INVAL`](crate::Errno::INVAL): `scan.flags` contains a flag that may change pages, a category
///   is unknown, `start` is not a multiple of the page size, or `end` is below `start`.
/// - [`NOTTY`](crate::Errno::NOTTY): `pagemap` is not a pagemap, or the kernel is older than Linux
///   6.7.
/// - [`PERM`](crate::Errno::PERM): `CHECK_WPASYNC` is set, and the scan found a page that is not
///   registered for asynchronous write protection.
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
    // SAFETY: without other flags, the kernel reads the state of pages and changes none.
    unsafe { ioctl_pagemap_scan_wp_matching(pagemap, scan, regions) }
}

/// `ioctl(2)`, `PAGEMAP_SCAN` with any flags: like [`ioctl_pagemap_scan`], and write-protects the
/// pages that it finds if [`WP_MATCHING`](PmScanFlags::WP_MATCHING) is set.
///
/// Write protection does not change the content. A later write to the page faults, and the kernel
/// marks the page as [`WRITTEN`](PageCategories::WRITTEN) again. The kernel protects only ranges
/// that are registered with userfaultfd for asynchronous write protection
/// ([`UffdFeatures::WP_ASYNC`](crate::mm::UffdFeatures::WP_ASYNC)). If `regions` is empty, the call
/// protects the pages and does not report them.
///
/// # Errors
///
/// Those of [`ioctl_pagemap_scan`]. `INVAL` is always returned by the kernel.
///
/// # Safety
///
/// - With `WP_MATCHING`, the caller must own the `WRITTEN` marks that the call removes: no other
///   code may rely on finding these pages `WRITTEN`. The kernel does not check which descriptor the
///   range is registered with, and the range may belong to another process.
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
    // An earlier call may have written anything here, because a file in user space can handle the
    // request.
    scan.size = size_of::<PmScanArg>() as u64;
    scan.vec = match regions.len() {
        0 => 0,
        _ => regions.as_mut_ptr().expose_provenance() as u64,
    };
    scan.vec_len = regions.len() as u64;
    // SAFETY: the kernel reads and writes the 96 bytes that `size` states, and writes at most
    // `vec_len` regions. Any bytes are a valid `PageRegion`, and regions that the kernel does not
    // write keep their content. The caller guarantees that the write protection is sound.
    let count = unsafe { update(pagemap, Request::PAGEMAP_SCAN, scan) };
    count.map(|count| regions.get_mut(..count).unwrap_or_default())
}
