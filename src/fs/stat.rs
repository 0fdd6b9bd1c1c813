//! `fstat(2)`, `fstatat(2)`.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use crate::arch::{layout, shape};
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::Decode;
use crate::types::at::AtFlags;
use crate::types::dev::Dev;
use crate::types::id::{Gid, Uid};
use crate::types::mode::Mode;
use crate::types::time::Timespec;

/// What [`fstat`] and [`fstatat`] tell of a file, the same on both targets and 64 bits wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stat {
    /// The device that holds this file.
    pub dev: Dev,
    /// Inode number.
    pub ino: u64,
    /// Hard links.
    pub nlink: u64,
    /// Type and permissions.
    pub mode: Mode,
    /// Owner.
    pub uid: Uid,
    /// Group.
    pub gid: Gid,
    /// The device that this file is.
    pub rdev: Dev,
    /// Length in bytes.
    pub size: u64,
    /// Bytes that make a good unit of I/O.
    pub blksize: u64,
    /// Blocks of 512 bytes that are allocated.
    pub blocks: u64,
    /// Last access.
    pub atime: Timespec,
    /// Last change of the content.
    pub mtime: Timespec,
    /// Last change of an attribute.
    pub ctime: Timespec,
}

impl Stat {
    #[inline]
    fn new(from: &layout::Stat) -> Self {
        let time = |tv_sec, tv_nsec| Timespec { tv_sec, tv_nsec };
        Self {
            dev: Dev::from_raw(from.dev),
            ino: from.ino,
            nlink: from.nlink,
            mode: Mode::from_bits_retain(from.mode as u16),
            uid: Uid::from_raw(from.uid),
            gid: Gid::from_raw(from.gid),
            rdev: Dev::from_raw(from.rdev),
            size: from.size as u64,
            blksize: from.blksize as u64,
            blocks: from.blocks as u64,
            atime: time(from.atime, from.atime_nsec),
            mtime: time(from.mtime, from.mtime_nsec),
            ctime: time(from.ctime, from.ctime_nsec),
        }
    }
}

/// `fstat(2)`: what is known of an open file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
///
/// # Kernel
///
/// Linux 1.0, on i686 `statx` of Linux 4.11, `fs/stat.c`. [fstat(2)](https://man7.org/linux/man-pages/man2/stat.2.html)
#[inline]
pub fn fstat(fd: impl AsFd) -> Result<Stat> {
    let mut stat = MaybeUninit::uninit();
    // SAFETY: a success writes `stat` and nothing else.
    let done: Result<()> =
        unsafe { Decode::decode(shape::fstat(fd.as_fd().word(), stat.as_mut_ptr())) };
    // SAFETY: it was a success.
    done.map(|()| Stat::new(unsafe { stat.assume_init_ref() }))
}

/// `fstatat(2)`: what is known of the file at `path`, which starts at `dir`.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH), [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and
/// [`NO_AUTOMOUNT`](AtFlags::NO_AUTOMOUNT), which goes without saying.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag. With an empty path, Linux 6.13 and newer ignore it.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path without `EMPTY_PATH`.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
///
/// # Kernel
///
/// Linux 2.6.16 as `newfstatat`, on i686 `statx` of Linux 4.11 with `AT_NO_AUTOMOUNT`, `fs/stat.c`.
/// [fstatat(2)](https://man7.org/linux/man-pages/man2/stat.2.html)
#[doc(alias = "newfstatat")]
#[doc(alias = "stat")]
#[doc(alias = "lstat")]
#[inline]
pub fn fstatat(dir: impl AsFd, path: &CStr, flags: AtFlags) -> Result<Stat> {
    let mut stat = MaybeUninit::uninit();
    let (dir, path, flags) = (dir.as_fd().word(), path.as_ptr().word(), flags.word());
    // SAFETY: the kernel reads `path` up to its end; a success writes `stat` and nothing else.
    let done: Result<()> =
        unsafe { Decode::decode(shape::fstatat(dir, path, stat.as_mut_ptr(), flags)) };
    // SAFETY: it was a success.
    done.map(|()| Stat::new(unsafe { stat.assume_init_ref() }))
}
