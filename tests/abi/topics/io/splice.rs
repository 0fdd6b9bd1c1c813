//! From one descriptor to another.

use trapgate::io::SpliceFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            SpliceFlags: "SPLICE_F_*" but "SPLICE_F_FD_IN_FIXED";
        },
        ..Topic::default()
    }
}
