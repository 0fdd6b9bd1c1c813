use std::ffi::c_void;
use std::ptr;

use trapgate::fd::{AsFd as _, OwnedFd};
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::mm::{self, MapFlags, PageCategories, PageRegion, PmScanArg, PmScanFlags, ProtFlags};
use trapgate::{Errno, io};

use crate::api::scratch::closed;
use crate::support::machine::proc;
use crate::support::skip::skip;

const PAGE: usize = 4096;

/// Maps sixteen untouched pages, which are never unmapped, and returns their address.
fn pages() -> (*mut u8, u64) {
    let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
    // SAFETY: a new mapping.
    let pages = unsafe { mm::mmap_anonymous(ptr::null_mut::<c_void>(), 16 * PAGE, prot, flags) };
    let pages = pages.unwrap().cast::<u8>();
    // SAFETY: the advice does not change the contents.
    unsafe { libc::madvise(pages.cast(), 16 * PAGE, libc::MADV_NOHUGEPAGE) };
    (pages, pages as u64)
}

fn pagemap() -> OwnedFd {
    let flags = OpenFlags::CLOEXEC;
    fs::openat(fs::CWD, c"/proc/self/pagemap", flags, Mode::empty()).unwrap()
}

/// Whether the kernel is too old. If so, prints a skip of `test`.
fn too_old(test: &str) -> bool {
    let mut nothing = PmScanArg::new(0, 0, PageCategories::PRESENT);
    let old = mm::ioctl_pagemap_scan(pagemap(), &mut nothing, &mut []) == Err(Errno::NOTTY);
    if old {
        skip(test, "before Linux 6.7");
    }
    old
}

#[test]
fn pages_that_are_there() {
    if !proc("pages_that_are_there") {
        return;
    }
    if too_old("pages_that_are_there") {
        return;
    }
    let (pages, start) = pages();
    let end = start + 16 * PAGE as u64;
    for page in [1, 2, 3, 7, 15] {
        // SAFETY: inside the mapping.
        unsafe { pages.add(page * PAGE).write(1) };
    }
    let region = |from: u64, to: u64| PageRegion {
        start: start + from * PAGE as u64,
        end: start + to * PAGE as u64,
        categories: PageCategories::PRESENT,
    };
    let expected = [region(1, 4), region(7, 8), region(15, 16)];
    let mut regions = [PageRegion::default(); 5];
    let mut scan = PmScanArg::new(start, end, PageCategories::PRESENT);
    let found = mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions).unwrap();
    assert_eq!(found, expected);
    assert_eq!(scan.walk_end, end);

    // For a buffer of any length, nothing after it is written.
    for len in 0..=regions.len() {
        let mut regions = [region(0, 0); 5];
        let found = mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions[..len]).unwrap();
        assert_eq!(found, &expected[..len.min(3)], "{len}");
        assert_eq!(
            regions[len.min(3)..],
            [region(0, 0); 5][len.min(3)..],
            "{len}"
        );
    }

    // Room for one region, then continuing where that one ended.
    let found = mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions[..1]).unwrap();
    assert_eq!(found, &expected[..1]);
    scan.start = scan.walk_end;
    assert!((start + 4 * PAGE as u64..=start + 7 * PAGE as u64).contains(&scan.start));
    let found = mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions).unwrap();
    assert_eq!(found, &expected[1..]);

    // A limit of two pages; then the pages that are not present.
    scan.start = start;
    scan.max_pages = 2;
    let found = mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions).unwrap();
    assert_eq!(found, [region(1, 3)]);
    scan.max_pages = 0;
    scan.category_inverted = PageCategories::PRESENT;
    scan.return_mask = PageCategories::FILE;
    let found = mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions).unwrap();
    let absent = |from, to| PageRegion {
        categories: PageCategories::empty(),
        ..region(from, to)
    };
    assert_eq!(found, [absent(0, 1), absent(4, 7), absent(8, 15)]);
    assert_eq!(
        mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut []),
        Ok(&mut [][..])
    );
}

#[test]
fn pagemap_errors() {
    if !proc("pagemap_errors") {
        return;
    }
    let (read, _write) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    let mut regions = [PageRegion::default(); 2];
    let mut scan = PmScanArg::new(0, 4096, PageCategories::PRESENT);
    for (fd, error) in [(read.as_fd(), Errno::NOTTY), (closed(), Errno::BADF)] {
        assert_eq!(
            mm::ioctl_pagemap_scan(fd, &mut scan, &mut regions),
            Err(error)
        );
        assert_eq!(mm::ioctl_pagemap_scan(fd, &mut scan, &mut []), Err(error));
    }
    if too_old("pagemap_errors") {
        return;
    }
    let start = pages().1;
    let end = start + PAGE as u64;
    let categories = PageCategories::from_bits_retain(1 << 63);
    let mut refused = |change: fn(&mut PmScanArg, PageCategories)| {
        let mut scan = PmScanArg::new(start, end, PageCategories::PRESENT);
        change(&mut scan, categories);
        mm::ioctl_pagemap_scan(pagemap(), &mut scan, &mut regions).unwrap_err()
    };
    assert_eq!(refused(|scan, _| scan.start += 1), Errno::INVAL);
    assert_eq!(
        refused(|scan, wrong| scan.category_mask = wrong),
        Errno::INVAL
    );
    assert_eq!(
        refused(|scan, wrong| scan.category_anyof_mask = wrong),
        Errno::INVAL
    );
    assert_eq!(
        refused(|scan, wrong| scan.return_mask = wrong),
        Errno::INVAL
    );
    assert_eq!(
        refused(|scan, _| scan.flags = PmScanFlags::from_bits_retain(1 << 40)),
        Errno::INVAL
    );
    assert_eq!(
        refused(|scan, _| scan.flags = PmScanFlags::CHECK_WPASYNC),
        Errno::PERM
    );
    assert_eq!(refused(|scan, _| scan.end = u64::MAX), Errno::FAULT);
}
