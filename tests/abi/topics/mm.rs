//! Memory: a file for each group of man pages.

use crate::abi::topic::Topic;

mod advise;
mod lock;
mod map;
mod userfaultfd;

pub(crate) fn topics() -> Vec<Topic> {
    vec![
        advise::topic(),
        lock::topic(),
        map::topic(),
        userfaultfd::topic(),
    ]
}
