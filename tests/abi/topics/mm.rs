//! Memory: a file for each group of man pages.

use crate::abi::topic::Topic;

mod advise;
mod map;

pub(crate) fn topics() -> Vec<Topic> {
    vec![advise::topic(), map::topic()]
}
