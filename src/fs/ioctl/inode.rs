//! `ioctl_iflags(2)`: attributes of files beyond their modes.

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
    /// Attributes of a file (`FS_`…`_FL`). The file system determines which of them exist and which
    /// can be changed.
    pub struct InodeFlags: u32 {
        /// Overwrite the blocks when the file is removed. No file system implements it.
        const SECRM ("FS_SECRM_FL") = 0x1;
        /// Allow the file to be restored after it is removed. No file system implements it.
        const UNRM ("FS_UNRM_FL") = 0x2;
        /// The file system compresses the file.
        const COMPR ("FS_COMPR_FL") = 0x4;
        /// Each write to the file waits for the device.
        const SYNC ("FS_SYNC_FL") = 0x8;
        /// The file cannot be changed, renamed, removed or linked to.
        const IMMUTABLE ("FS_IMMUTABLE_FL") = 0x10;
        /// The file can only be appended to.
        const APPEND ("FS_APPEND_FL") = 0x20;
        /// Backup programs leave the file out.
        const NODUMP ("FS_NODUMP_FL") = 0x40;
        /// Reading does not change the time of the last access.
        const NOATIME ("FS_NOATIME_FL") = 0x80;
        /// The file is compressed and has changed. Not used.
        const DIRTY ("FS_DIRTY_FL") = 0x100;
        /// The file has compressed blocks. Not used.
        const COMPRBLK ("FS_COMPRBLK_FL") = 0x200;
        /// The file system does not compress the file.
        const NOCOMP ("FS_NOCOMP_FL") = 0x400;
        /// The file is encrypted. Read-only.
        const ENCRYPT ("FS_ENCRYPT_FL") = 0x800;
        /// The directory is a tree.
        const BTREE ("FS_BTREE_FL") = 0x1000;
        /// The directory has an index. Read-only.
        const INDEX ("FS_INDEX_FL") = 0x1000;
        /// The directory belongs to AFS.
        const IMAGIC ("FS_IMAGIC_FL") = 0x2000;
        /// The file system writes the content to the journal too.
        const JOURNAL_DATA ("FS_JOURNAL_DATA_FL") = 0x4000;
        /// The end of the file does not share a block with the ends of other files.
        const NOTAIL ("FS_NOTAIL_FL") = 0x8000;
        /// Each change to the directory waits for the device.
        const DIRSYNC ("FS_DIRSYNC_FL") = 0x10000;
        /// The subdirectories are unrelated, so the file system may place them far apart.
        const TOPDIR ("FS_TOPDIR_FL") = 0x20000;
        /// The file system counts the allocated space in its own blocks instead of units of 512
        /// bytes.
        const HUGE_FILE ("FS_HUGE_FILE_FL") = 0x40000;
        /// The blocks are mapped by extents. Read-only.
        const EXTENT ("FS_EXTENT_FL") = 0x80000;
        /// fs-verity protects the file. Read-only.
        const VERITY ("FS_VERITY_FL") = 0x100000;
        /// The inode stores a large extended attribute of another file.
        const EA_INODE ("FS_EA_INODE_FL") = 0x200000;
        /// The file has blocks after its end. Not used.
        const EOFBLOCKS ("FS_EOFBLOCKS_FL") = 0x400000;
        /// Writes go to the same place instead of a copy (no copy-on-write).
        const NOCOW ("FS_NOCOW_FL") = 0x800000;
        /// Accesses bypass the page cache.
        const DAX ("FS_DAX_FL") = 0x2000000;
        /// The inode itself stores the content.
        const INLINE_DATA ("FS_INLINE_DATA_FL") = 0x10000000;
        /// New files in the directory inherit its project.
        const PROJINHERIT ("FS_PROJINHERIT_FL") = 0x20000000;
        /// Names in the directory ignore the difference between upper and lower case.
        const CASEFOLD ("FS_CASEFOLD_FL") = 0x40000000;
        /// Reserved for the library of ext2.
        const RESERVED ("FS_RESERVED_FL") = 0x80000000;
    }
}

/// `ioctl(2)`, `FS_IOC_GETFLAGS`: returns the attributes of a file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
///
/// # Kernel
///
/// Linux 2.0, `fs/ioctl.c`.
/// [ioctl_iflags(2)](https://man7.org/linux/man-pages/man2/ioctl_iflags.2.html)
#[doc(alias = "FS_IOC_GETFLAGS")]
#[inline]
pub fn ioctl_fs_ioc_getflags(fd: impl AsFd) -> Result<InodeFlags> {
    // The request's number states a `long`, but file systems write an `int`.
    // SAFETY: a file system writes at most a `long`, for which every byte pattern is valid.
    let flags = unsafe { get(fd, Request::FS_IOC_GETFLAGS) };
    flags.map(|flags| InodeFlags::from_bits_retain(flags as u32))
}

/// `ioctl(2)`, `FS_IOC_SETFLAGS`: sets the attributes of a file to these and clears all others.
///
/// To change single attributes, start with those that [`ioctl_fs_ioc_getflags`] returns.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the flags contradict each other, or cannot be set on this
///   file.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support one of the flags.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`, or
///   the call would change `APPEND` or `IMMUTABLE` and the process lacks `CAP_LINUX_IMMUTABLE`.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.0, `fs/ioctl.c`.
/// [ioctl_iflags(2)](https://man7.org/linux/man-pages/man2/ioctl_iflags.2.html)
#[doc(alias = "FS_IOC_SETFLAGS")]
#[inline]
pub fn ioctl_fs_ioc_setflags(fd: impl AsFd, flags: InodeFlags) -> Result<()> {
    // The request's number states a `long`, but file systems read an `int`.
    let flags = flags.bits() as c_long;
    // SAFETY: a file system reads at most a `long`, and writes nothing.
    unsafe { set(fd, Request::FS_IOC_SETFLAGS, &flags) }
}

/// `ioctl(2)`, `FS_IOC_GETVERSION`: returns the generation of a file's inode, which differs between
/// files that have had the same inode number.
///
/// NFS uses it to detect stale handles.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
///
/// # Kernel
///
/// Linux 2.0, `fs/ext4/ioctl.c` and others.
/// [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_GETVERSION")]
#[inline]
pub fn ioctl_fs_ioc_getversion(fd: impl AsFd) -> Result<u32> {
    // The request's number states a `long`, but file systems write an `int`.
    // SAFETY: a file system writes at most a `long`, for which every byte pattern is valid.
    let version = unsafe { get(fd, Request::FS_IOC_GETVERSION) };
    version.map(|version| version as u32)
}

/// `ioctl(2)`, `FS_IOC_SETVERSION`: sets the generation that [`ioctl_fs_ioc_getversion`] returns.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request; ext4 with
///   metadata checksums does not.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.0, `fs/ext4/ioctl.c`. [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html)
#[doc(alias = "FS_IOC_SETVERSION")]
#[inline]
pub fn ioctl_fs_ioc_setversion(fd: impl AsFd, version: u32) -> Result<()> {
    // The request's number states a `long`, but file systems read an `int`.
    let version = version as c_long;
    // SAFETY: a file system reads at most a `long`, and writes nothing.
    unsafe { set(fd, Request::FS_IOC_SETVERSION, &version) }
}

/// Attributes of a file in the format of XFS (`struct fsxattr`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Fsxattr {
    xflags: u32,
    /// The number of bytes to allocate at once, if [`EXTSIZE`](XFlags::EXTSIZE) is set.
    pub extsize: u32,
    /// The number of extents of the file. Only the kernel sets it.
    pub nextents: u32,
    /// The id of the project, to which quotas apply.
    pub projid: u32,
    /// The number of bytes to copy at once on a write, if [`COWEXTSIZE`](XFlags::COWEXTSIZE) is
    /// set.
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

    /// Sets the attributes. Only the lower 32 bits count.
    #[inline]
    pub const fn set_xflags(&mut self, xflags: XFlags) {
        self.xflags = xflags.bits() as u32;
    }
}

/// `ioctl(2)`, `FS_IOC_FSGETXATTR`: returns the attributes and the project of a file.
///
/// [`file_getattr`](crate::fs::file_getattr) takes a path instead of a descriptor.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
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

/// `ioctl(2)`, `FS_IOC_FSSETXATTR`: sets the attributes of a file to these, clears all others, and
/// sets the project.
///
/// To change single attributes, start with those that [`ioctl_fs_ioc_fsgetxattr`] returns.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the flags contradict each other, or cannot be set on this
///   file.
/// - [`NOTTY`](crate::Errno::NOTTY): the file system does not implement the request.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support one of the flags,
///   or projects.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`, or
///   the call would change `APPEND` or `IMMUTABLE` and the process lacks `CAP_LINUX_IMMUTABLE`.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 4.5, `fs/ioctl.c`. [xfsctl(3)](https://man7.org/linux/man-pages/man3/xfsctl.3.html)
#[doc(alias = "FS_IOC_FSSETXATTR")]
#[inline]
pub fn ioctl_fs_ioc_fssetxattr(fd: impl AsFd, attr: &Fsxattr) -> Result<()> {
    // SAFETY: file systems read no more than the 28 bytes, and write nothing.
    unsafe { set(fd, Request::FS_IOC_FSSETXATTR, attr) }
}
