//! `mlock` and the related calls.

use trapgate::mm::{MlockFlags, MlockallFlags};

use crate::wire::stage::{ELSEWHERE, PLACE, map};
use crate::wire::wires;

wires! {
    mm::mlock {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 7);

    mm::mlock2 {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000, MlockFlags::ONFAULT)
        (PLACE, 0x1000, MlockFlags::from_bits_retain(6));

    mm::mlockall
        (MlockallFlags::FUTURE | MlockallFlags::ONFAULT)
        (MlockallFlags::ONFAULT);

    mm::munlock {
        map(PLACE, 0x2000)?;
    }
        (PLACE, 0x2000)
        (ELSEWHERE, 7);

    mm::munlockall
        ();
}
