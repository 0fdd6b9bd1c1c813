//! Directories.

use trapgate::fs::FileType;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            FileType [UNKNOWN FIFO CHR DIR BLK REG LNK SOCK WHT]: "DT_*";
        },
        unknown: &[("DT_WHT", 14, "include/linux/fs_types.h")],
        ..Topic::default()
    }
}
