//! `process_mrelease`.

use crate::wire::stage::{NONE, itself};
use crate::wire::wires;

wires! {
    mm::process_mrelease {
        let process = itself()?;
    }
        (&process)
        (NONE);
}
