//! `mseal`.

use crate::wire::stage::{ELSEWHERE, PLACE, map};
use crate::wire::wires;

wires! {
    mm::mseal {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x1000)
        (ELSEWHERE, 0x2000);
}
