//! Descriptors themselves, and the commands of `fcntl`.

use trapgate::io::{
    CloseRangeFlags, Delegation, DnotifyFlags, DupFlags, FdFlags, Flock, FlockOperation, LockKind,
    OwnerEx, OwnerKind, SealFlags, Whence, WriteLife,
};

use crate::abi::layouts::{Layout, layout};
use crate::abi::topic::{Struct, Topic, structs, types};

/// Where the ranges have 64 bits.
const RENAMED: &[(&str, &str)] = if cfg!(target_arch = "x86") {
    &[
        ("GETLK", "F_GETLK64"),
        ("SETLK", "F_SETLK64"),
        ("SETLKW", "F_SETLKW64"),
    ]
} else {
    &[
        ("GETLK", "F_GETLK"),
        ("SETLK", "F_SETLK"),
        ("SETLKW", "F_SETLKW"),
    ]
};

/// A struct's layout with the kernel's name for `kind`.
fn typed(mut layout: Layout, prefix: &str) -> Layout {
    let at = layout.remove(&format!("{prefix}kind")).unwrap();
    layout.insert(format!("{prefix}type"), at);
    layout
}

fn flock() -> Layout {
    typed(layout!(Flock, "l_": kind whence start len pid), "l_")
}

/// The struct with 64 bits.
#[cfg(target_arch = "x86")]
fn structs() -> Vec<Struct> {
    structs! {
        Flock = "struct flock64", "l_" (flock()): "general::flock64" "libc::flock64";
    }
}
#[cfg(target_arch = "x86_64")]
fn structs() -> Vec<Struct> {
    structs! {
        Flock = "struct flock", "l_" (flock()): "general::flock" "libc::flock";
    }
}

pub(crate) fn topic() -> Topic {
    let mut all = structs! {
        Delegation = "struct delegation", "d_"
            (typed(layout!(Delegation, "d_": flags kind), "d_")):
            "include/uapi/linux/fcntl.h, 6.19: size=8 d_flags=0 d_type=4";
        OwnerEx = "struct f_owner_ex", "" (typed(layout!(OwnerEx, "": kind pid), "")):
            "general::f_owner_ex";
    };
    all.extend(structs());
    Topic {
        structs: all,
        unknown: &[
            ("F_GETDELEG", 1039, "include/uapi/linux/fcntl.h, 6.19"),
            ("F_SETDELEG", 1040, "include/uapi/linux/fcntl.h, 6.19"),
        ],
        since: &[("struct delegation", [6, 19])],
        renamed: RENAMED,
        types: types! {
            CloseRangeFlags: "CLOSE_RANGE_*";
            DnotifyFlags: "DN_*";
            DupFlags: "O_*" but "*";
            FdFlags: "FD_*" but "FD_INVALID" "FD_NSFS_ROOT" "FD_PIDFS_ROOT";
            FlockOperation: "LOCK_*";
            LockKind [RDLCK WRLCK UNLCK EXLCK SHLCK]: "F_*" but "F_ADD_SEALS" "F_CANCELLK" "F_CREATED_QUERY" "F_DUPFD*" "F_GET*" "F_LINUX_SPECIFIC_BASE" "F_NOTIFY" "F_OFD_*" "F_OK" "F_OWNER_*" "F_SEAL_*" "F_SET*";
            OwnerKind [TID PID PGRP]: "F_OWNER_*";
            SealFlags: "F_SEAL_*";
            Whence [SET CUR END]: "SEEK_*" but "SEEK_DATA" "SEEK_HOLE" "SEEK_MAX";
            WriteLife [NOT_SET NONE SHORT MEDIUM LONG EXTREME]: "RWH_WRITE_LIFE_*" "RWF_WRITE_LIFE_*";
        },
        headers: &["asm/fcntl.h", "linux/fcntl.h", "linux/close_range.h"],
        ..Topic::default()
    }
}
