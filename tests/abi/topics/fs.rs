//! Files by name: a file for each group of man pages.

use crate::abi::topic::Topic;

mod attr;
mod dir;
mod handle;
mod memfd;
mod meta;
mod open;
mod path;
mod statfs;
mod truncate;

pub(crate) fn topics() -> Vec<Topic> {
    vec![
        attr::topic(),
        dir::topic(),
        handle::topic(),
        memfd::topic(),
        meta::topic(),
        open::topic(),
        path::topic(),
        statfs::topic(),
        truncate::topic(),
    ]
}
