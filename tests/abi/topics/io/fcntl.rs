//! Descriptors themselves.

use trapgate::io::{DupFlags, FdFlags};

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            DupFlags: "O_*" but "*";
            FdFlags: "FD_*" but "FD_INVALID" "FD_PIDFS_ROOT";
        },
        headers: &["asm/fcntl.h", "linux/fcntl.h"],
        ..Topic::default()
    }
}
