//! Threads.

use trapgate::thread::{FutexFlags, SchedPolicy};

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            SchedPolicy [NORMAL FIFO RR BATCH IDLE DEADLINE EXT]: "SCHED_*" but "*";
            FutexFlags: "FUTEX_*_FLAG" "FUTEX_*" but "*";
        },
        headers: &["linux/futex.h", "linux/sched.h"],
        ..Topic::default()
    }
}
