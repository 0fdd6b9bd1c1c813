//! Memory: a file for each group of man pages.

use crate::abi::topic::Topic;

mod advise;
mod lock;
mod map;

pub(crate) fn topics() -> Vec<Topic> {
    vec![advise::topic(), lock::topic(), map::topic()]
}
