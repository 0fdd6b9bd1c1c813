//! Mappings and their protection.

use trapgate::mm::{MapFlags, MremapFlags, ProtFlags};

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            MapFlags: "MAP_*" but "MAP_FILE" "MAP_TYPE" "MAP_HUGE_SHIFT" "MAP_HUGE_MASK";
            MremapFlags: "MREMAP_*";
            ProtFlags: "PROT_*" but "PROT_NONE";
        },
        headers: &["linux/mman.h"],
        ..Topic::default()
    }
}
