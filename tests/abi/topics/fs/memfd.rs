//! Files without a name.

use trapgate::fs::{MemfdFlags, MemfdSecretFlags};

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            MemfdFlags: "MFD_*" but "MFD_HUGE_SHIFT" "MFD_HUGE_MASK";
            MemfdSecretFlags: "O_*" but "*";
        },
        headers: &["asm/fcntl.h", "linux/memfd.h"],
        ..Topic::default()
    }
}
