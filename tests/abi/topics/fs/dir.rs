//! Directories.

use trapgate::fs::FileType;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    let mut types = types! {
        FileType [UNKNOWN FIFO CHR DIR BLK REG LNK SOCK WHT]: "DT_*";
        FileType [FIFO CHR DIR BLK REG LNK SOCK]: "S_IF*" but "S_IFMT";
    };
    // The upper four bits of a mode.
    for (_, value) in &mut types[1].constants {
        *value <<= 12;
    }
    Topic {
        types,
        unknown: &[("DT_WHT", 14, "include/linux/fs_types.h")],
        ..Topic::default()
    }
}
