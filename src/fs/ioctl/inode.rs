//! `ioctl_iflags(2)`: what a file is marked with.

use core::ffi::c_long;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::{Request, get, set};
use crate::types::xflags::XFlags;

impl Request {
    /// See [`ioctl_fs_ioc_getflags`].
    pub const FS_IOC_GETFLAGS: Request<c_long> = Request::read(b'f', 1);
    /// See [`ioctl_fs_ioc_setflags`].
    pub const FS_IOC_SETFLAGS: Request<c_long> = Request::write(b'f', 2);
    /// See [`ioctl_fs_ioc_fsgetxattr`].
    pub const FS_IOC_FSGETXATTR: Request<Fsxattr> = Request::read(b'X', 31);
    /// See [`ioctl_fs_ioc_fssetxattr`].
    pub const FS_IOC_FSSETXATTR: Request<Fsxattr> = Request::write(b'X', 32);
    /// See [`ioctl_fs_ioc_getversion`].
    pub const FS_IOC_GETVERSION: Request<c_long> = Request::read(b'v', 1);
    /// See [`ioctl_fs_ioc_setversion`].
    pub const FS_IOC_SETVERSION: Request<c_long> = Request::write(b'v', 2);
}

flags! {
    /// Attributes of a file (`FS_`…`_FL`). Which of them there are, and which can be changed, is the file system's
    /// matter.
    pub struct InodeFlags: u32 {
        /// Its blocks are overwritten when it is removed; nobody does it.
        const SECRM ("FS_SECRM_FL") = 0x1;
        /// It can be had back once removed; nobody does it.
        const UNRM ("FS_UNRM_FL") = 0x2;
        /// Compressed by the file system.
        const COMPR ("FS_COMPR_FL") = 0x4;
        /// Each write goes to the device at once.
        const SYNC ("FS_SYNC_FL") = 0x8;
        /// Nobody changes, removes or links it.
        const IMMUTABLE ("FS_IMMUTABLE_FL") = 0x10;
        /// Writes only append.
        const APPEND ("FS_APPEND_FL") = 0x20;
        /// Backups leave it out.
        const NODUMP ("FS_NODUMP_FL") = 0x40;
        /// Reading leaves the time of the last access.
        const NOATIME ("FS_NOATIME_FL") = 0x80;
        /// Compressed and changed; not used.
        const DIRTY ("FS_DIRTY_FL") = 0x100;
        /// Has compressed blocks; not used.
        const COMPRBLK ("FS_COMPRBLK_FL") = 0x200;
        /// Not to be compressed.
        const NOCOMP ("FS_NOCOMP_FL") = 0x400;
        /// Encrypted; read-only.
        const ENCRYPT ("FS_ENCRYPT_FL") = 0x800;
        /// A directory that is a tree.
        const BTREE ("FS_BTREE_FL") = 0x1000;
        /// A directory with an index; read-only.
        const INDEX ("FS_INDEX_FL") = 0x1000;
        /// A directory of AFS.
        const IMAGIC ("FS_IMAGIC_FL") = 0x2000;
        /// Its content goes to the journal, too.
        const JOURNAL_DATA ("FS_JOURNAL_DATA_FL") = 0x4000;
        /// Its end is not packed with others.
        const NOTAIL ("FS_NOTAIL_FL") = 0x8000;
        /// Each change of this directory goes to the device at once.
        const DIRSYNC ("FS_DIRSYNC_FL") = 0x10000;
        /// The directories of this one do not belong together.
        const TOPDIR ("FS_TOPDIR_FL") = 0x20000;
        /// Its size is counted in blocks.
        const HUGE_FILE ("FS_HUGE_FILE_FL") = 0x40000;
        /// Its blocks are in extents; read-only.
        const EXTENT ("FS_EXTENT_FL") = 0x80000;
        /// Protected by fs-verity; read-only.
        const VERITY ("FS_VERITY_FL") = 0x100000;
        /// Holds a large extended attribute of another file.
        const EA_INODE ("FS_EA_INODE_FL") = 0x200000;
        /// Has blocks behind its end; not used.
        const EOFBLOCKS ("FS_EOFBLOCKS_FL") = 0x400000;
        /// Written in place, not copied first.
        const NOCOW ("FS_NOCOW_FL") = 0x800000;
        /// Accessed without the page cache.
        const DAX ("FS_DAX_FL") = 0x2000000;
        /// Its content is in the inode.
        const INLINE_DATA ("FS_INLINE_DATA_FL") = 0x10000000;
        /// New files of this directory get its project.
        const PROJINHERIT ("FS_PROJINHERIT_FL") = 0x20000000;
        /// Names in this directory are the same in upper and lower case.
        const CASEFOLD ("FS_CASEFOLD_FL") = 0x40000000;
        /// Set aside for the library of ext2.
        const RESERVED ("FS_RESERVED_FL") = 0x80000000;
    }
}

/// `ioctl(2)`, `FS_IOC_GETFLAGS`: what a file is marked with.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
///
/// # Kernel
///
/// Linux 2.0, `fs/ioctl.c`. [ioctl_iflags(2)](https://man7.org/linux/man-pages/man2/ioctl_iflags.2.html)
#[doc(alias = "FS_IOC_GETFLAGS")]
#[inline]
pub fn ioctl_fs_ioc_getflags(fd: impl AsFd) -> Result<InodeFlags> {
    // The number tells a `long`, of which file systems write an `int`.
    // SAFETY: no more than a `long`.
    let flags = unsafe { get(fd, Request::FS_IOC_GETFLAGS) };
    flags.map(|flags| InodeFlags::from_bits_retain(flags as u32))
}

/// `ioctl(2)`, `FS_IOC_SETFLAGS`: marks a file with these, and with nothing else.
///
/// Take what [`ioctl_fs_ioc_getflags`] tells and change that.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): flags that do not go together, or not with this file.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a flag that the file system does not have.
/// - [`PERM`](crate::Errno::PERM): somebody else's file; `APPEND` or `IMMUTABLE` without CAP_LINUX_IMMUTABLE.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.0, `fs/ioctl.c`. [ioctl_iflags(2)](https://man7.org/linux/man-pages/man2/ioctl_iflags.2.html)
#[doc(alias = "FS_IOC_SETFLAGS")]
#[inline]
pub fn ioctl_fs_ioc_setflags(fd: impl AsFd, flags: InodeFlags) -> Result<()> {
    // The number tells a `long`, of which file systems read an `int`.
    let flags = flags.bits() as c_long;
    // SAFETY: no more than a `long`.
    unsafe { set(fd, Request::FS_IOC_SETFLAGS, &flags) }
}

/// `ioctl(2)`, `FS_IOC_GETVERSION`: which of the files that have had this inode number it is.
///
/// NFS asks for it.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
///
/// # Kernel
///
/// Linux 2.0, `fs/ext4/ioctl.c` and its like. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_GETVERSION")]
#[inline]
pub fn ioctl_fs_ioc_getversion(fd: impl AsFd) -> Result<u32> {
    // The number tells a `long`, of which file systems write an `int`.
    // SAFETY: no more than a `long`.
    let version = unsafe { get(fd, Request::FS_IOC_GETVERSION) };
    version.map(|version| version as u32)
}

/// `ioctl(2)`, `FS_IOC_SETVERSION`: sets what [`ioctl_fs_ioc_getversion`] tells.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this, such as ext4 with checksums.
/// - [`PERM`](crate::Errno::PERM): somebody else's file.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.0, `fs/ext4/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_SETVERSION")]
#[inline]
pub fn ioctl_fs_ioc_setversion(fd: impl AsFd, version: u32) -> Result<()> {
    // The number tells a `long`, of which file systems read an `int`.
    let version = version as c_long;
    // SAFETY: no more than a `long`.
    unsafe { set(fd, Request::FS_IOC_SETVERSION, &version) }
}

/// What a file is marked with, in the words of XFS (`struct fsxattr`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Fsxattr {
    xflags: u32,
    /// Bytes that are allocated at once, where [`EXTSIZE`](XFlags::EXTSIZE) is set.
    pub extsize: u32,
    /// How many extents the file has; the kernel alone sets it.
    pub nextents: u32,
    /// The project, which has a quota.
    pub projid: u32,
    /// Bytes that are copied at once, where [`COWEXTSIZE`](XFlags::COWEXTSIZE) is set.
    pub cowextsize: u32,
    pad: [u8; 8],
}

static_assertions::const_assert_eq!(size_of::<Fsxattr>(), 28);

impl Fsxattr {
    /// The attributes.
    #[inline]
    #[must_use]
    pub const fn xflags(&self) -> XFlags {
        XFlags::from_bits_retain(self.xflags as u64)
    }

    /// Sets the attributes, of which 32 bits count.
    #[inline]
    pub const fn set_xflags(&mut self, xflags: XFlags) {
        self.xflags = xflags.bits() as u32;
    }
}

/// `ioctl(2)`, `FS_IOC_FSGETXATTR`: what a file is marked with, and its project.
///
/// [`file_getattr`](crate::fs::file_getattr) asks by a path.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`. [xfsctl(3)](https://man7.org/linux/man-pages/man3/xfsctl.3.html)
#[doc(alias = "FS_IOC_FSGETXATTR")]
#[inline]
pub fn ioctl_fs_ioc_fsgetxattr(fd: impl AsFd) -> Result<Fsxattr> {
    // SAFETY: file systems write no more than the 28 bytes.
    unsafe { get(fd, Request::FS_IOC_FSGETXATTR) }
}

/// `ioctl(2)`, `FS_IOC_FSSETXATTR`: marks a file with these, and with nothing else, and sets its project.
///
/// Take what [`ioctl_fs_ioc_fsgetxattr`] tells and change that.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): flags that do not go together, or not with this file.
/// - [`NOTTY`](crate::Errno::NOTTY): a file system without this.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a flag or a project that the file system does not have.
/// - [`PERM`](crate::Errno::PERM): somebody else's file; `APPEND` or `IMMUTABLE` without CAP_LINUX_IMMUTABLE.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`. [xfsctl(3)](https://man7.org/linux/man-pages/man3/xfsctl.3.html)
#[doc(alias = "FS_IOC_FSSETXATTR")]
#[inline]
pub fn ioctl_fs_ioc_fssetxattr(fd: impl AsFd, attr: &Fsxattr) -> Result<()> {
    // SAFETY: file systems read no more than the 28 bytes.
    unsafe { set(fd, Request::FS_IOC_FSSETXATTR, attr) }
}
