//! What a file is: its kind, its owner, its times.

use std::mem::offset_of;

use trapgate::fs::{Dev, Mode, Statx, StatxAttributes, StatxFlags, StatxTimestamp};

use crate::abi::layouts::{Layout, layout};
use crate::abi::topic::{Struct, Topic, structs, types};

pub(crate) fn topic() -> Topic {
    let mut structs = structs! {
        Statx = "struct statx", "stx_" (statx()):
            "general::statx" "libc::statx but stx_atomic_write_unit_max_opt";
        StatxTimestamp = "struct statx_timestamp", "tv_" [sec nsec]:
            "general::statx_timestamp" "libc::statx_timestamp";
    };
    structs.extend(stat());
    Topic {
        types: types! {
            Mode: "S_I*" but "S_IF*";
            StatxAttributes: "STATX_ATTR_*";
            StatxFlags: "STATX_*" but "STATX_ATTR_*" "STATX_ALL" "STATX__RESERVED";
        },
        structs,
        inner: if cfg!(target_arch = "x86") {
            // `Statx` has `Dev` twice; `Time` is of i686's `Statx`, which is in `behaviour`.
            &["Dev", "Time"]
        } else {
            &["Dev"]
        },
        headers: &["asm/stat.h", "linux/stat.h"],
        since: &[
            ("stx_mnt_id", [5, 8]),
            ("stx_dio_mem_align", [6, 1]),
            ("stx_dio_offset_align", [6, 1]),
            ("stx_subvol", [6, 10]),
            ("stx_atomic_write_unit_min", [6, 11]),
            ("stx_atomic_write_unit_max", [6, 11]),
            ("stx_atomic_write_segments_max", [6, 11]),
            ("stx_dio_read_offset_align", [6, 14]),
            ("stx_atomic_write_unit_max_opt", [6, 16]),
        ],
        ..Topic::default()
    }
}

/// The kernel has two fields for each device.
fn statx() -> Layout {
    let mut statx = layout!(Statx, "stx_": mask blksize attributes nlink uid gid mode ino size blocks
        attributes_mask atime btime ctime mtime rdev dev mnt_id dio_mem_align dio_offset_align subvol
        atomic_write_unit_min atomic_write_unit_max atomic_write_segments_max
        dio_read_offset_align atomic_write_unit_max_opt);
    for name in ["stx_dev", "stx_rdev"] {
        let at = statx.remove(name).unwrap();
        statx.insert(format!("{name}_major"), at + offset_of!(Dev, major));
        statx.insert(format!("{name}_minor"), at + offset_of!(Dev, minor));
    }
    statx
}

/// What `fstat` and `newfstatat` write.
#[cfg(target_arch = "x86_64")]
fn stat() -> Vec<Struct> {
    use crate::abi::layouts::target::Stat;

    structs! {
        Stat = "struct stat", "st_" [dev ino nlink mode uid gid rdev size blksize blocks
            atime atime_nsec mtime mtime_nsec ctime ctime_nsec]: "general::stat" "libc::stat";
    }
}

/// i686 has a `Stat` that the kernel never sees.
#[cfg(target_arch = "x86")]
fn stat() -> Vec<Struct> {
    Vec::new()
}
