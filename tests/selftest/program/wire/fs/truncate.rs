//! `truncate(2)`, `fallocate(2)`.

use trapgate::fs::{FallocateFlags, OpenFlags};

use crate::wire::stage::{FAR, file, open};
use crate::wire::wires;

wires! {
    fs::fallocate {
        let file = file()?;
        let hole = FallocateFlags::KEEP_SIZE | FallocateFlags::PUNCH_HOLE;
    }
        (&file, hole, 0x1_0000_3000, 0x2_0000_5000)
        (&file, FallocateFlags::empty(), FAR, 0);

    fs::ftruncate {
        let file = file()?;
    }
        (&file, FAR)
        (&file, u64::MAX);

    fs::truncate {
        let _ = open(c"file", OpenFlags::CREAT | OpenFlags::RDWR)?;
    }
        (c"file", FAR)
        (c"none", u64::MAX)
        (c"none", 0x0102_0304_0506_0708);
}
