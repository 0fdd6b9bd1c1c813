//! `system`.

use core::mem::MaybeUninit;

use trapgate::system::RebootCommand;

use super::stage::{may_reboot, put};
use super::wires;

wires! {
    // A command that there is not: refused, even to root.
    system::reboot {
        may_reboot()?;
    }
        (RebootCommand::from_raw(0x0bad_c0de), Some(c"argument"));

    system::uname
        (put(MaybeUninit::uninit()));
}
