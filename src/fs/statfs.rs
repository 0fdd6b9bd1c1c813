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
    /// How a file system is mounted (`ST_`), in a [`Statfs`].
    pub struct StatfsFlags: u32 {
        /// Nothing is written.
        const RDONLY ("ST_RDONLY") = 0x1;
        /// Set-user-id and set-group-id bits have no effect.
        const NOSUID ("ST_NOSUID") = 0x2;
        /// Device files do not open.
        const NODEV ("ST_NODEV") = 0x4;
        /// Programs do not start.
        const NOEXEC ("ST_NOEXEC") = 0x8;
        /// Each write waits for the device.
        const SYNCHRONOUS ("ST_SYNCHRONOUS") = 0x10;
        /// The flags mean something: always set (Linux 2.6.36).
        const VALID ("ST_VALID") = 0x20;
        /// Mandatory locks, which Linux 5.15 has dropped.
        const MANDLOCK ("ST_MANDLOCK") = 0x40;
        /// Reading changes no access time.
        const NOATIME ("ST_NOATIME") = 0x400;
        /// Reading changes no access time of a directory.
        const NODIRATIME ("ST_NODIRATIME") = 0x800;
        /// Reading changes an access time that is older than the last change, or than a day.
        const RELATIME ("ST_RELATIME") = 0x1000;
        /// Symbolic links are not followed (Linux 5.10).
        const NOSYMFOLLOW ("ST_NOSYMFOLLOW") = 0x2000;
    }
}

/// What [`statfs`] and [`fstatfs`] tell of a file system (`struct statfs`), the same on both
/// targets and 64 bits wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Statfs {
    /// Which kind it is.
    pub fs_type: FsType,
    /// Bytes that make a good unit of I/O.
    pub bsize: u64,
    /// Its size, in units of [`frsize`](Self::frsize).
    pub blocks: u64,
    /// What is free, in the same units.
    pub bfree: u64,
    /// What is free for a process without privileges, in the same units.
    pub bavail: u64,
    /// How many inodes it has; 0 where it does not count them.
    pub files: u64,
    /// How many of them are free.
    pub ffree: u64,
    /// A number of its own, as long as it is mounted; zeros where it has none.
    pub fsid: [i32; 2],
    /// Most bytes of a name.
    pub namelen: u64,
    /// Bytes of a block.
    pub frsize: u64,
    /// How it is mounted.
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

/// `statfs(2)`: what is known of the file system that holds the file at `path`, in the caller's
/// buffer.
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
/// Linux 1.0, on i686 `statfs64` of Linux 2.6, `fs/statfs.c`.
/// [statfs(2)](https://man7.org/linux/man-pages/man2/statfs.2.html)
#[doc(alias = "statfs64")]
#[doc(alias = "statvfs")]
#[inline]
pub fn statfs<'buf>(path: &CStr, buf: &'buf mut MaybeUninit<Statfs>) -> Result<&'buf mut Statfs> {
    let mut raw = MaybeUninit::uninit();
    // SAFETY: the kernel reads `path` up to its end; a success writes `raw` and nothing else.
    let done: Result<()> =
        unsafe { Decode::decode(shape::statfs(path.as_ptr().word(), raw.as_mut_ptr())) };
    // SAFETY: it was a success.
    done.map(|()| buf.write(Statfs::new(unsafe { raw.assume_init_ref() })))
}

/// `fstatfs(2)`: what is known of the file system that holds an open file, as [`statfs`] tells it.
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
/// Linux 1.0, on i686 `fstatfs64` of Linux 2.6, `fs/statfs.c`.
/// [fstatfs(2)](https://man7.org/linux/man-pages/man2/statfs.2.html)
#[doc(alias = "fstatfs64")]
#[inline]
pub fn fstatfs(fd: impl AsFd, buf: &mut MaybeUninit<Statfs>) -> Result<&mut Statfs> {
    let mut raw = MaybeUninit::uninit();
    // SAFETY: a success writes `raw` and nothing else.
    let done: Result<()> =
        unsafe { Decode::decode(shape::fstatfs(fd.as_fd().word(), raw.as_mut_ptr())) };
    // SAFETY: it was a success.
    done.map(|()| buf.write(Statfs::new(unsafe { raw.assume_init_ref() })))
}
