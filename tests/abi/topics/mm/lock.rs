//! Memory that stays, that is written back, that is keyed, that is paged out.

use trapgate::mm::{MlockFlags, MlockallFlags, MsyncFlags, Pkey, PkeyRights, ShadowStackFlags};
use trapgate::system::SwapFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            MlockFlags: "MLOCK_*" but "MLOCK_LIMIT";
            MlockallFlags: "MCL_*";
            MsyncFlags: "MS_*" but "*"; // flags of `mount` have the same beginning
            Pkey [DEFAULT]: "ARCH_*_PKEY";
            PkeyRights: "PKEY_*" but "PKEY_UNRESTRICTED" "PKEY_ACCESS_MASK";
            ShadowStackFlags: "SHADOW_STACK_*";
            SwapFlags: "SWAP_FLAG_*";
        },
        unknown: &[
            ("ARCH_DEFAULT_PKEY", 0, "arch/x86/include/asm/pkeys.h, 4.9"),
            ("SWAP_FLAG_PREFER", 0x8000, "include/linux/swap.h, 1.3"),
            ("SWAP_FLAG_PRIO_MASK", 0x7fff, "include/linux/swap.h, 1.3"),
            (
                "SWAP_FLAG_DISCARD",
                0x1_0000,
                "include/linux/swap.h, 2.6.29",
            ),
            (
                "SWAP_FLAG_DISCARD_ONCE",
                0x2_0000,
                "include/linux/swap.h, 3.11",
            ),
            (
                "SWAP_FLAG_DISCARD_PAGES",
                0x4_0000,
                "include/linux/swap.h, 3.11",
            ),
        ],
        headers: &["linux/mman.h"],
        ..Topic::default()
    }
}
