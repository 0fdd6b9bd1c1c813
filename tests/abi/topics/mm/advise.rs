//! What a program says about its memory.

use trapgate::mm::Advice;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            Advice [NORMAL RANDOM SEQUENTIAL WILLNEED DONTNEED FREE REMOVE DONTFORK DOFORK
                MERGEABLE UNMERGEABLE HUGEPAGE NOHUGEPAGE DONTDUMP DODUMP WIPEONFORK KEEPONFORK
                COLD PAGEOUT POPULATE_READ POPULATE_WRITE DONTNEED_LOCKED COLLAPSE HWPOISON
                SOFT_OFFLINE GUARD_INSTALL GUARD_REMOVE]: "MADV_*";
        },
        headers: &["linux/mman.h"],
        ..Topic::default()
    }
}
