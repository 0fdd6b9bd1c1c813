//! Descriptors: a file for each group of man pages.

use crate::abi::topic::Topic;

mod cache;
mod fcntl;
mod ioctl;
mod read_write;
mod splice;
mod sync;

pub(crate) fn topics() -> Vec<Topic> {
    vec![
        cache::topic(),
        fcntl::topic(),
        ioctl::topic(),
        read_write::topic(),
        splice::topic(),
        sync::topic(),
    ]
}
