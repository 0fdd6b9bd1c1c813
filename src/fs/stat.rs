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

/// The attributes of a file that [`fstat`] and [`fstatat`] return, in the same widths on both
/// targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stat {
    /// The device that contains the file.
    pub dev: Dev,
    /// The inode number.
    pub ino: u64,
    /// The number of hard links.
    pub nlink: u64,
    /// The type and the permissions.
    pub mode: Mode,
    /// The owner.
    pub uid: Uid,
    /// The group.
    pub gid: Gid,
    /// The device that the file represents, if it is a device file.
    pub rdev: Dev,
    /// The length in bytes.
    pub size: u64,
    /// The preferred block size for I/O, in bytes.
    pub blksize: u64,
    /// The number of blocks allocated, in units of 512 bytes.
    pub blocks: u64,
    /// The time of the last access.
    pub atime: Timespec,
    /// The time of the last change to the content.
    pub mtime: Timespec,
    /// The time of the last change to an attribute.
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

/// `fstat(2)`: returns the attributes of an open file.
///
/// ```
/// use trapgate::fs::{self, FileType, Mode, OpenFlags};
///
/// let file = fs::openat(fs::CWD, c"Cargo.toml", OpenFlags::RDONLY, Mode::empty())?;
/// let stat = fs::fstat(&file)?;
/// assert_eq!(stat.mode.file_type(), FileType::REG);
/// assert!(stat.size > 0);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
///
/// # Kernel
///
/// Linux 1.0, `fs/stat.c`. On i686 the call is `statx` of Linux 4.11.
/// [fstat(2)](https://man7.org/linux/man-pages/man2/stat.2.html)
#[inline]
pub fn fstat(fd: impl AsFd) -> Result<Stat> {
    let mut stat = MaybeUninit::uninit();
    // SAFETY: the call writes no memory but `stat`.
    let done: Result<()> =
        unsafe { Decode::decode(shape::fstat(fd.as_fd().word(), stat.as_mut_ptr())) };
    // SAFETY: a successful call has written all of `stat`.
    done.map(|()| Stat::new(unsafe { stat.assume_init_ref() }))
}

/// `fstatat(2)`: returns the attributes of the file at `path`.
///
/// A relative `path` starts at `dir`. `flags` may contain [`EMPTY_PATH`](AtFlags::EMPTY_PATH),
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and [`NO_AUTOMOUNT`](AtFlags::NO_AUTOMOUNT).
/// The last has no effect, because the call always behaves as if it were set.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know. With
///   `EMPTY_PATH` and an empty path, Linux 6.13 and newer ignore it.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
///
/// # Kernel
///
/// Linux 2.6.16 as `newfstatat`, `fs/stat.c`. On i686 the call is `statx` of Linux 4.11 with
/// `AT_NO_AUTOMOUNT`. [fstatat(2)](https://man7.org/linux/man-pages/man2/stat.2.html)
#[doc(alias = "newfstatat")]
#[doc(alias = "stat")]
#[doc(alias = "lstat")]
#[inline]
pub fn fstatat(dir: impl AsFd, path: &CStr, flags: AtFlags) -> Result<Stat> {
    let mut stat = MaybeUninit::uninit();
    let (dir, path, flags) = (dir.as_fd().word(), path.as_ptr().word(), flags.word());
    // SAFETY: the kernel reads `path` up to its NUL, and the call writes no memory but `stat`.
    let done: Result<()> =
        unsafe { Decode::decode(shape::fstatat(dir, path, stat.as_mut_ptr(), flags)) };
    // SAFETY: a successful call has written all of `stat`.
    done.map(|()| Stat::new(unsafe { stat.assume_init_ref() }))
}
