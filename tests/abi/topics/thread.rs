//! Threads.

use trapgate::thread::FutexFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            FutexFlags: "FUTEX_*_FLAG" "FUTEX_*" but "*";
        },
        headers: &["linux/futex.h"],
        ..Topic::default()
    }
}
