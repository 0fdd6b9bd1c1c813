//! `PAGEMAP_SCAN`.

use trapgate::mm::{PageCategories, PageRegion, PmScanArg, PmScanFlags};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    mm::ioctl_pagemap_scan {
        let file = file()?;
        let scan = put(PmScanArg::new(FAR, FAR + 1, PageCategories::PRESENT));
        scan.flags = PmScanFlags::CHECK_WPASYNC;
    }
        (&file, scan, put([PageRegion::default(); 3]))
        (NONE, scan, &mut []);

    mm::ioctl_pagemap_scan_wp_matching {
        let file = file()?;
        let scan = put(PmScanArg::new(FAR, FAR + 1, PageCategories::WRITTEN));
        scan.flags = PmScanFlags::WP_MATCHING;
    }
        (&file, scan, put([PageRegion::default(); 3]))
        (NONE, scan, &mut []);
}
