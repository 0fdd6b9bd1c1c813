//! To the device.

use trapgate::io::SyncFileRangeFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            SyncFileRangeFlags: "SYNC_FILE_RANGE_*";
        },
        headers: &["linux/fs.h"],
        ..Topic::default()
    }
}
