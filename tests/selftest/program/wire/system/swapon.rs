//! `swapon` and `swapoff`.

use trapgate::Errno;
use trapgate::system::{SwapFlags, swapoff};

use crate::wire::wires;

/// Checks that this process may change swap: the kernel then looks for the file, which does not
/// exist.
fn may_swap() -> Result<(), &'static str> {
    match swapoff(c"none") {
        Err(Errno::PERM) => Err("only root may change swap"),
        _ => Ok(()),
    }
}

wires! {
    system::swapoff {
        may_swap()?;
    }
        (c"none/swap")
        (c"/");

    system::swapon {
        may_swap()?;
    }
        (c"none/swap", SwapFlags::prio(0x1234) | SwapFlags::DISCARD)
        (c"/", SwapFlags::prio(u16::MAX))
        (c"/", SwapFlags::from_bits_retain(1 << 31));
}
