//! `map_shadow_stack`.

use core::ptr;

use trapgate::mm::ShadowStackFlags;

use crate::wire::stage::PLACE;
use crate::wire::wires;

wires! {
    mm::map_shadow_stack
        (PLACE, 0x2000, ShadowStackFlags::SET_TOKEN)
        (ptr::null_mut(), 4, ShadowStackFlags::from_bits_retain(0x41));
}
