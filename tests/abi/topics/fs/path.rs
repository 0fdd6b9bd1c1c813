//! Names of files: where they begin, how they are followed, and what may be done with them.

use trapgate::fs::{AccessFlags, AtFlags, RenameFlags};

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            AccessFlags: "*" but "*";
            AtFlags: "AT_*" but "AT_FDCWD" "AT_RENAME_*";
            RenameFlags: "RENAME_*";
        },
        headers: &["linux/fcntl.h", "linux/fs.h"],
        ..Topic::default()
    }
}
