//! Mappings and their protection.

use trapgate::mm::{MapFlags, MremapFlags, ProtFlags};

use crate::abi::huge::huge_sizes;
use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    let mut types = types! {
        MapFlags: "MAP_*" but "MAP_FILE" "MAP_TYPE" "MAP_HUGE_SHIFT" "MAP_HUGE_MASK";
        MremapFlags: "MREMAP_*";
        ProtFlags: "PROT_*" but "PROT_NONE";
    };
    types[0].constants.extend(huge_sizes!(MapFlags));
    Topic {
        types,
        headers: &["linux/mman.h"],
        ..Topic::default()
    }
}
