//! Files by handle.

use crate::abi::topic::Topic;

pub(crate) fn topic() -> Topic {
    Topic {
        unknown: &[(
            "FD_NSFS_ROOT",
            -10003_i32 as u32 as u64,
            "include/uapi/linux/fcntl.h, 6.18",
        )],
        headers: &["linux/fcntl.h"],
        ..Topic::default()
    }
}
