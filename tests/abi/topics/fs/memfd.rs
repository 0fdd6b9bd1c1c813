//! Files without a name.

use trapgate::fs::{MemfdFlags, MemfdSecretFlags};

use crate::abi::huge::huge_sizes;
use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    let mut types = types! {
        MemfdFlags: "MFD_*" but "MFD_HUGE_SHIFT" "MFD_HUGE_MASK";
        MemfdSecretFlags: "O_*" but "*";
    };
    types[0].constants.extend(huge_sizes!(MemfdFlags));
    Topic {
        types,
        unknown: &[(
            "MFD_HUGE_16KB",
            14 << 26,
            "include/uapi/asm-generic/hugetlb_encode.h, HUGETLB_FLAG_ENCODE_16KB",
        )],
        headers: &["asm/fcntl.h", "linux/memfd.h"],
        ..Topic::default()
    }
}
