//! Reading and writing.

use trapgate::io::ReadWriteFlags;
use trapgate::types::iovec::RemoteIoSlice;

use crate::abi::behaviour;
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            ReadWriteFlags: "RWF_*" but "RWF_WRITE_LIFE_*";
        },
        structs: structs! {
            IoSlice = "struct iovec", "iov_" (behaviour::io_slice()):
                "general::iovec" "libc::iovec";
            IoSliceMut = "struct iovec", "iov_" (behaviour::io_slice_mut()):
                "general::iovec" "libc::iovec";
            RemoteIoSlice = "struct iovec", "iov_" [base len]: "general::iovec" "libc::iovec";
        },
        unknown: &[("RWF_NOSIGNAL", 0x100, "include/uapi/linux/fs.h, 6.18")],
        headers: &["linux/fs.h", "linux/uio.h"],
        ..Topic::default()
    }
}
