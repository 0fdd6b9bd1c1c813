//! `msync`.

use trapgate::mm::MsyncFlags;

use crate::wire::stage::{ELSEWHERE, PLACE, map};
use crate::wire::wires;

wires! {
    mm::msync {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000, MsyncFlags::SYNC | MsyncFlags::INVALIDATE)
        (ELSEWHERE, 0x1000, MsyncFlags::ASYNC);
}
