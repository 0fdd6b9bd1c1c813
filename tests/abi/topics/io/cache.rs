//! What of a file is in memory, and what should be.

use trapgate::io::{Cachestat, CachestatRange, FileAdvice};

use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            FileAdvice [NORMAL RANDOM SEQUENTIAL WILLNEED DONTNEED NOREUSE]: "POSIX_FADV_*";
        },
        structs: structs! {
            Cachestat = "struct cachestat", ""
                [nr_cache nr_dirty nr_writeback nr_evicted nr_recently_evicted]:
                "general::cachestat";
            CachestatRange = "struct cachestat_range", "" [off len]: "general::cachestat_range";
        },
        headers: &["linux/fadvise.h", "linux/mman.h"],
        since: &[
            ("struct cachestat", [6, 5]),
            ("struct cachestat_range", [6, 5]),
        ],
        ..Topic::default()
    }
}
