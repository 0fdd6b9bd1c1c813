//! `mmap`, `munmap`, `mremap`, `mprotect`.

use core::ptr;

use trapgate::mm::{MapFlags, MremapFlags, ProtFlags};

use crate::wire::stage::{ELSEWHERE, FAR, NONE, PLACE, file, map};
use crate::wire::wires;

wires! {
    mm::mmap {
        let file = file()?;
        let (prot, fixed) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::FIXED_NOREPLACE);
    }
        (PLACE, 0x3000, prot, MapFlags::SHARED | fixed, &file, 0x1_0000_5000)
        (ELSEWHERE, 0x1000, ProtFlags::READ, MapFlags::PRIVATE | fixed, &file, 0x0102_0304_5000)
        (ptr::null_mut(), 0x4000, prot, MapFlags::PRIVATE, NONE, FAR - 7);

    mm::mmap_anonymous
        (PLACE, 0x2000, ProtFlags::READ, MapFlags::PRIVATE | MapFlags::FIXED_NOREPLACE)
        (PLACE, 0, ProtFlags::empty(), MapFlags::PRIVATE);

    mm::mprotect {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x1000, ProtFlags::READ)
        (ELSEWHERE, 0x2000, ProtFlags::READ | ProtFlags::WRITE);

    mm::mremap {
        map(PLACE, 0x1000)?;
        let fixed = MremapFlags::MAYMOVE | MremapFlags::FIXED;
    }
        (PLACE, 0x1000, 0x2000, fixed, ELSEWHERE)
        (PLACE, 0x1000, 0x3000, MremapFlags::empty(), ptr::null_mut());

    mm::munmap {
        map(PLACE, 0x3000)?;
    }
        (PLACE, 0x2000)
        (PLACE, 0);
}
