//! Structs whose bytes differ between the targets.

use core::mem::offset_of;

use static_assertions::const_assert_eq;

/// What `fstat` and `fstatat` return, with the fields of x86_64. It is made from a `Statx`, and the
/// kernel never sees it.
pub(crate) struct Stat {
    pub(crate) dev: u64,
    pub(crate) ino: u64,
    pub(crate) nlink: u64,
    pub(crate) mode: u32,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
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
}

/// `struct statx`, as `statx` writes it.
#[repr(C)]
pub(crate) struct Statx {
    mask: u32,
    blksize: u32,
    attributes: u64,
    nlink: u32,
    uid: u32,
    gid: u32,
    mode: u16,
    spare0: u16,
    ino: u64,
    size: i64,
    blocks: i64,
    attributes_mask: u64,
    atime: Time,
    btime: Time,
    ctime: Time,
    mtime: Time,
    rdev: [u32; 2],
    dev: [u32; 2],
    rest: [u32; 28],
}

/// `struct statx_timestamp`.
#[repr(C)]
struct Time {
    sec: i64,
    nsec: u32,
    reserved: i32,
}

const_assert_eq!(size_of::<Statx>(), 256);
const_assert_eq!(offset_of!(Statx, nlink), 16);
const_assert_eq!(offset_of!(Statx, ino), 32);
const_assert_eq!(offset_of!(Statx, atime), 64);
const_assert_eq!(offset_of!(Statx, mtime), 112);
const_assert_eq!(offset_of!(Statx, dev), 136);

impl Statx {
    /// Converts to the fields of x86_64.
    #[inline]
    pub(crate) fn stat(&self) -> Stat {
        Stat {
            dev: dev(self.dev),
            ino: self.ino,
            nlink: self.nlink.into(),
            mode: self.mode.into(),
            uid: self.uid,
            gid: self.gid,
            rdev: dev(self.rdev),
            size: self.size,
            blksize: self.blksize.into(),
            blocks: self.blocks,
            atime: self.atime.sec,
            atime_nsec: self.atime.nsec.into(),
            mtime: self.mtime.sec,
            mtime_nsec: self.mtime.nsec.into(),
            ctime: self.ctime.sec,
            ctime_nsec: self.ctime.nsec.into(),
        }
    }
}

/// Combines major and minor number as x86_64's `stat` has them: twelve bits of the major number
/// between eight and twelve bits of the minor number.
#[inline]
fn dev([major, minor]: [u32; 2]) -> u64 {
    u64::from((minor & 0xff) | (major << 8) | ((minor & !0xff) << 12))
}

/// `struct statfs64`, as `statfs64` and `fstatfs64` write it.
#[repr(C)]
pub(crate) struct Statfs {
    pub(crate) r#type: i32,
    pub(crate) bsize: u32,
    pub(crate) blocks: u64,
    pub(crate) bfree: u64,
    pub(crate) bavail: u64,
    pub(crate) files: u64,
    pub(crate) ffree: u64,
    pub(crate) fsid: [i32; 2],
    pub(crate) namelen: u32,
    pub(crate) frsize: u32,
    pub(crate) flags: i32,
    spare: [u32; 4],
}

// The calls take the size and reject any other.
const_assert_eq!(size_of::<Statfs>(), 84);
const_assert_eq!(offset_of!(Statfs, blocks), 8);
const_assert_eq!(offset_of!(Statfs, fsid), 48);
const_assert_eq!(offset_of!(Statfs, flags), 64);
