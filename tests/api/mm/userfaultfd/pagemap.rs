use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::mm::{
    PageCategories, PageRegion, PmScanArg, PmScanFlags, ioctl_pagemap_scan,
    ioctl_pagemap_scan_wp_matching,
};
use trapgate::mm::{UffdFeatures, UffdioRegisterMode};
use trapgate::{Errno, Result};

use super::{PAGE, Pages, open, poke, register};
use crate::api::scratch::closed;
use crate::support::skip::skip;

/// The marks of a range that userfaultfd watches stay with its owner, unless the unsafe function
/// takes them away.
#[test]
fn marks_are_taken_by_the_unsafe_scan_alone() {
    const TEST: &str = "marks_are_taken_by_the_unsafe_scan_alone";
    let features = UffdFeatures::WP_ASYNC | UffdFeatures::WP_UNPOPULATED;
    let Some(uffd) = open(TEST, features) else {
        return;
    };
    let pages = Pages::new(4);
    register(&uffd, pages.whole(), UffdioRegisterMode::WP).unwrap();
    let flags = OpenFlags::CLOEXEC;
    let pagemap = match fs::openat(fs::CWD, c"/proc/self/pagemap", flags, Mode::empty()) {
        Ok(pagemap) => pagemap,
        Err(error) => return skip(TEST, format_args!("/proc/self/pagemap: {error}")),
    };
    let all = pages.whole();
    let scan = |flags| {
        let mut scan = PmScanArg::new(all.start, all.start + all.len, PageCategories::WRITTEN);
        scan.flags = flags;
        scan
    };
    let written = |flags| -> Result<Vec<u64>> {
        let mut regions = [PageRegion::default(); 4];
        let found = ioctl_pagemap_scan(&pagemap, &mut scan(flags), &mut regions)?;
        let page = |addr| (addr - all.start) / PAGE as u64;
        let pages = found.iter().flat_map(|it| page(it.start)..page(it.end));
        Ok(pages.collect())
    };
    let protect = || {
        let mut scan = scan(PmScanFlags::WP_MATCHING | PmScanFlags::CHECK_WPASYNC);
        // SAFETY: the marks are the test's own.
        let found = unsafe { ioctl_pagemap_scan_wp_matching(&pagemap, &mut scan, &mut []) };
        assert_eq!(found, Ok(&mut [][..]));
    };
    protect();
    poke(pages.addr(1), 1);
    poke(pages.addr(3), 1);
    assert_eq!(written(PmScanFlags::empty()), Ok(vec![1, 3]));
    assert_eq!(written(PmScanFlags::WP_MATCHING), Err(Errno::INVAL));
    assert_eq!(written(PmScanFlags::CHECK_WPASYNC), Ok(vec![1, 3]));
    protect();
    assert_eq!(written(PmScanFlags::empty()), Ok(vec![]));
    poke(pages.addr(3), 2);
    assert_eq!(written(PmScanFlags::empty()), Ok(vec![3]));
}

/// A flag that may do more than look makes no call, which would find that the descriptor is closed.
#[test]
fn the_safe_scan_only_looks() {
    let scan = |flags| {
        let mut scan = PmScanArg::new(0, 4096, PageCategories::PRESENT);
        scan.flags = PmScanFlags::from_bits_retain(flags);
        let safe = ioctl_pagemap_scan(closed(), &mut scan, &mut []).map(|_| ());
        // SAFETY: a descriptor that is closed.
        let any = unsafe { ioctl_pagemap_scan_wp_matching(closed(), &mut scan, &mut []) };
        (safe, any.map(|_| ()))
    };
    let [check, matching] = [PmScanFlags::CHECK_WPASYNC, PmScanFlags::WP_MATCHING];
    let called = Err(Errno::BADF);
    for flags in [0, check.bits()] {
        assert_eq!(scan(flags), (called, called), "{flags:#x}");
    }
    for flags in [
        matching.bits(),
        (matching | check).bits(),
        4,
        1 << 63,
        u64::MAX,
    ] {
        assert_eq!(scan(flags), (Err(Errno::INVAL), called), "{flags:#x}");
    }
}
