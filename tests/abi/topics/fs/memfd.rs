//! Files without a name.

use trapgate::fs::MemfdFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            MemfdFlags: "MFD_*" but "MFD_HUGE_SHIFT" "MFD_HUGE_MASK";
        },
        headers: &["linux/memfd.h"],
        ..Topic::default()
    }
}
