//! `statfs(2)`, `fstatfs(2)`.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use crate::arch::{layout, shape};
use crate::arg::Arg as _;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::fs::fs_type::FsType;
use crate::sys::Decode;
use crate::types::flags;

flags! {
    /// The mount options in a [`Statfs`] (`ST_`).
    pub struct StatfsFlags: u32 {
        /// The mount is read-only.
        const RDONLY ("ST_RDONLY") = 0x1;
        /// Set-user-id and set-group-id bits have no effect.
        const NOSUID ("ST_NOSUID") = 0x2;
        /// Device files cannot be opened.
        const NODEV ("ST_NODEV") = 0x4;
        /// Programs cannot be executed.
        const NOEXEC ("ST_NOEXEC") = 0x8;
        /// Each write waits for the device.
        const SYNCHRONOUS ("ST_SYNCHRONOUS") = 0x10;
        /// The flags are valid. Always set (Linux 2.6.36).
        const VALID ("ST_VALID") = 0x20;
        /// Locks are mandatory. Linux 5.15 has removed them.
        const MANDLOCK ("ST_MANDLOCK") = 0x40;
        /// Reading does not change access times.
        const NOATIME ("ST_NOATIME") = 0x400;
        /// Reading a directory does not change its access time.
        const NODIRATIME ("ST_NODIRATIME") = 0x800;
        /// Reading changes an access time only if it is older than the last change, or than a day.
        const RELATIME ("ST_RELATIME") = 0x1000;
        /// Symbolic links are not followed (Linux 5.10).
        const NOSYMFOLLOW ("ST_NOSYMFOLLOW") = 0x2000;
    }
}

/// Information about a file system that [`statfs`] and [`fstatfs`] return (`struct statfs`), in the
/// same widths on both targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Statfs {
    /// The type of the file system.
    pub fs_type: FsType,
    /// The preferred block size for I/O, in bytes.
    pub bsize: u64,
    /// The size of the file system, in units of [`frsize`](Self::frsize).
    pub blocks: u64,
    /// The free space, in units of `frsize`.
    pub bfree: u64,
    /// The free space that unprivileged processes may use, in units of `frsize`.
    pub bavail: u64,
    /// The number of inodes, or 0 if the file system does not count them.
    pub files: u64,
    /// The number of free inodes.
    pub ffree: u64,
    /// An id that is unique among mounted file systems, or zeros if the file system has none.
    pub fsid: [i32; 2],
    /// The maximum length of a name, in bytes.
    pub namelen: u64,
    /// The size of a block, in bytes.
    pub frsize: u64,
    /// The mount options.
    pub flags: StatfsFlags,
}

impl Statfs {
    #[inline]
    fn new(from: &layout::Statfs) -> Self {
        Self {
            fs_type: FsType::from_raw(from.r#type as u32),
            bsize: from.bsize as u64,
            blocks: from.blocks,
            bfree: from.bfree,
            bavail: from.bavail,
            files: from.files,
            ffree: from.ffree,
            fsid: from.fsid,
            namelen: from.namelen as u64,
            frsize: from.frsize as u64,
            flags: StatfsFlags::from_bits_retain(from.flags as u32),
        }
    }
}

/// `statfs(2)`: reads information about the file system that contains the file at `path` into the
/// caller's buffer.
///
/// `path` is relative to the working directory.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::fs::{FsType, statfs};
///
/// let mut room = MaybeUninit::uninit();
/// assert_eq!(statfs(c"/proc", &mut room)?.fs_type, FsType::PROC);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOSYS`](crate::Errno::NOSYS): the file system does not implement the call.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): on i686, the block size is 4 GiB or more.
///
/// # Kernel
///
/// Linux 1.0, `fs/statfs.c`. On i686 the call is `statfs64` of Linux 2.6.
/// [statfs(2)](https://man7.org/linux/man-pages/man2/statfs.2.html)
#[doc(alias = "statfs64")]
#[doc(alias = "statvfs")]
#[inline]
pub fn statfs<'buf>(path: &CStr, buf: &'buf mut MaybeUninit<Statfs>) -> Result<&'buf mut Statfs> {
    let mut raw = MaybeUninit::uninit();
    // SAFETY: the kernel reads `path` up to its NUL, and the call writes no memory but `raw`.
    let done: Result<()> =
        unsafe { Decode::decode(shape::statfs(path.as_ptr().word(), raw.as_mut_ptr())) };
    // SAFETY: a successful call has written all of `raw`.
    done.map(|()| buf.write(Statfs::new(unsafe { raw.assume_init_ref() })))
}

/// `fstatfs(2)`: reads information about the file system that contains an open file, like
/// [`statfs`].
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`NOSYS`](crate::Errno::NOSYS): the file system does not implement the call.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): on i686, the block size is 4 GiB or more.
///
/// # Kernel
///
/// Linux 1.0, `fs/statfs.c`. On i686 the call is `fstatfs64` of Linux 2.6.
/// [fstatfs(2)](https://man7.org/linux/man-pages/man2/statfs.2.html)
#[doc(alias = "fstatfs64")]
#[inline]
pub fn fstatfs(fd: impl AsFd, buf: &mut MaybeUninit<Statfs>) -> Result<&mut Statfs> {
    let mut raw = MaybeUninit::uninit();
    // SAFETY: the call writes no memory but `raw`.
    let done: Result<()> =
        unsafe { Decode::decode(shape::fstatfs(fd.as_fd().word(), raw.as_mut_ptr())) };
    // SAFETY: a successful call has written all of `raw`.
    done.map(|()| buf.write(Statfs::new(unsafe { raw.assume_init_ref() })))
}
