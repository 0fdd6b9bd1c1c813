//! Descriptors: a file for each group of man pages.

use crate::abi::topic::Topic;

mod fcntl;
mod ioctl;
mod read_write;
mod truncate;

pub(crate) fn topics() -> Vec<Topic> {
    vec![
        fcntl::topic(),
        ioctl::topic(),
        read_write::topic(),
        truncate::topic(),
    ]
}
