//! Random bytes.

use trapgate::random::GetrandomFlags;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            GetrandomFlags: "GRND_*";
        },
        headers: &["linux/random.h"],
        ..Topic::default()
    }
}
