//! `brk`.

use core::ptr;

use crate::wire::stage::PLACE;
use crate::wire::wires;

wires! {
    mm::brk
        (ptr::null_mut())
        (PLACE);
}
