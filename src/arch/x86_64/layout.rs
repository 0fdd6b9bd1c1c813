//! Structs whose bytes differ between the targets.

use core::mem::offset_of;

use static_assertions::const_assert_eq;

/// `struct stat`, as `fstat` and `newfstatat` write it.
#[repr(C)]
pub(crate) struct Stat {
    pub(crate) dev: u64,
    pub(crate) ino: u64,
    pub(crate) nlink: u64,
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    pad: u32,
    pub(crate) rdev: u64,
    pub(crate) size: i64,
    pub(crate) blksize: i64,
    pub(crate) blocks: i64,
    pub(crate) atime: i64,
    pub(crate) atime_nsec: i64,
    pub(crate) mtime: i64,
    pub(crate) mtime_nsec: i64,
    pub(crate) ctime: i64,
    pub(crate) ctime_nsec: i64,
    unused: [i64; 3],
}

const_assert_eq!(size_of::<Stat>(), 144);
const_assert_eq!(offset_of!(Stat, mode), 24);
const_assert_eq!(offset_of!(Stat, rdev), 40);
const_assert_eq!(offset_of!(Stat, size), 48);
const_assert_eq!(offset_of!(Stat, atime), 72);
const_assert_eq!(offset_of!(Stat, ctime_nsec), 112);

/// `struct statfs`, as `statfs` and `fstatfs` write it.
#[repr(C)]
pub(crate) struct Statfs {
    pub(crate) r#type: i64,
    pub(crate) bsize: i64,
    pub(crate) blocks: u64,
    pub(crate) bfree: u64,
    pub(crate) bavail: u64,
    pub(crate) files: u64,
    pub(crate) ffree: u64,
    pub(crate) fsid: [i32; 2],
    pub(crate) namelen: i64,
    pub(crate) frsize: i64,
    pub(crate) flags: i64,
    spare: [i64; 4],
}

const_assert_eq!(size_of::<Statfs>(), 120);
const_assert_eq!(offset_of!(Statfs, blocks), 16);
const_assert_eq!(offset_of!(Statfs, fsid), 56);
const_assert_eq!(offset_of!(Statfs, flags), 80);
