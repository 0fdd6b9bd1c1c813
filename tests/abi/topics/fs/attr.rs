//! What files are marked with: extended attributes and the other kind.

use trapgate::fs::{FileAttr, XFlags, XattrFlags};

use crate::abi::behaviour;
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            XFlags: "FS_XFLAG_*";
            XattrFlags: "XATTR_*"
                but "XATTR_NAME_MAX" "XATTR_SIZE_MAX" "XATTR_LIST_MAX";
        },
        structs: structs! {
            FileAttr = "struct file_attr", "fa_" [xflags extsize nextents projid cowextsize]:
                "general::file_attr";
            XattrArgs = "struct xattr_args", "" (behaviour::xattr_args()): "general::xattr_args";
        },
        unknown: &[("FS_XFLAG_VERITY", 0x2_0000, "include/uapi/linux/fs.h, 7.0")],
        headers: &["linux/fs.h", "linux/limits.h", "linux/xattr.h"],
        since: &[
            ("struct file_attr", [6, 17]),
            ("struct xattr_args", [6, 13]),
        ],
        ..Topic::default()
    }
}
