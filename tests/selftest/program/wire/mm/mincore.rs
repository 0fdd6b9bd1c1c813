//! `mincore`.

use core::mem::MaybeUninit;

use crate::wire::stage::{ELSEWHERE, PLACE, map, put};
use crate::wire::wires;

wires! {
    mm::mincore {
        map(PLACE, 0x3000)?;
        // SAFETY: inside the mapping.
        unsafe { PLACE.cast::<u8>().wrapping_add(0x1000).write_volatile(1) };
        let pages = put([0_u8; 3]);
        let more = put([MaybeUninit::<u8>::uninit(); 0x201]);
    }
        (PLACE, pages)
        (ELSEWHERE, more);
}
