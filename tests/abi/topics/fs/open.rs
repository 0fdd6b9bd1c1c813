//! Opening files.

use trapgate::fs::{OpenFlags, OpenHow, ResolveFlags};

use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            OpenFlags: "O_*" "FASYNC";
            ResolveFlags: "RESOLVE_*";
        },
        structs: structs! {
            OpenHow = "struct open_how", "" [flags mode resolve]:
                "general::open_how" "libc::open_how";
        },
        // C libraries of 64-bit targets have 0: the kernel adds it there.
        not_libc: &["O_LARGEFILE"],
        headers: &["asm/fcntl.h", "linux/fcntl.h", "linux/openat2.h"],
        ..Topic::default()
    }
}
