//! Calls of the functions in `system`.

mod swapon;

use core::mem::MaybeUninit;

use trapgate::system::{KexecFileFlags, RebootCommand};

use super::stage::{NONE, may_reboot, put};
use super::wires;

/// The tables of the modules of this topic.
pub(super) const TABLES: &[&[super::Wire]] = &[WIRES, swapon::WIRES];

wires! {
    // Neither call loads anything: the first has no kernel, the second an unknown flag.
    system::kexec_file_load
        (NONE, None, c"quiet", KexecFileFlags::ON_CRASH | KexecFileFlags::NO_INITRAMFS)
        (NONE, Some(NONE), c"", KexecFileFlags::from_bits_retain(1 << 31));

    // The command does not exist, so the call fails even for root.
    system::reboot {
        may_reboot()?;
    }
        (RebootCommand::from_raw(0x0bad_c0de), Some(c"argument"));

    system::uname
        (put(MaybeUninit::uninit()));
}
