//! Names of files: where they begin, and how they are followed.

use trapgate::fs::AtFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            AtFlags: "AT_*" but "AT_FDCWD" "AT_RENAME_*";
        },
        renamed: &[("CWD", "AT_FDCWD")],
        headers: &["linux/fcntl.h"],
        ..Topic::default()
    }
}
