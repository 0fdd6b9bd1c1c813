//! `pkey_alloc` and the related calls.

use trapgate::mm::{Pkey, PkeyRights, ProtFlags};

use crate::wire::stage::{PLACE, map};
use crate::wire::wires;

wires! {
    mm::pkey_alloc
        (PkeyRights::from_bits_retain(0x81));

    mm::pkey_free
        (Pkey::from_raw(99));

    mm::pkey_mprotect {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x1000, ProtFlags::READ, None)
        (PLACE, 0x2000, ProtFlags::READ | ProtFlags::WRITE, Some(Pkey::DEFAULT))
        (PLACE, 0x2000, ProtFlags::READ, Some(Pkey::from_raw(99)));
}
