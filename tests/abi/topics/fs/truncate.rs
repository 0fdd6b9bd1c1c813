//! Length and blocks of a file.

use trapgate::fs::FallocateFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            // 0, the empty set.
            FallocateFlags: "FALLOC_FL_*" but "FALLOC_FL_ALLOCATE_RANGE";
        },
        headers: &["linux/falloc.h"],
        ..Topic::default()
    }
}
