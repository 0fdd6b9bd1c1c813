//! What a file is marked with on file systems that know more than a mode.

use crate::types::flags;

flags! {
    /// Attributes of a file (`FS_XFLAG_`), as `struct file_attr` has them in 64 bits and `struct fsxattr` in 32. Which of
    /// them there are, and which can be changed, is the file system's matter.
    pub struct XFlags: u64 {
        /// The content is on the real-time device.
        const REALTIME ("FS_XFLAG_REALTIME") = 0x1;
        /// Room is allocated; read-only.
        const PREALLOC ("FS_XFLAG_PREALLOC") = 0x2;
        /// Nobody changes, removes or links it.
        const IMMUTABLE ("FS_XFLAG_IMMUTABLE") = 0x8;
        /// Writes only append.
        const APPEND ("FS_XFLAG_APPEND") = 0x10;
        /// Each write goes to the device at once.
        const SYNC ("FS_XFLAG_SYNC") = 0x20;
        /// Reading leaves the time of the last access.
        const NOATIME ("FS_XFLAG_NOATIME") = 0x40;
        /// Backups leave it out.
        const NODUMP ("FS_XFLAG_NODUMP") = 0x80;
        /// New files of this directory get `REALTIME`.
        const RTINHERIT ("FS_XFLAG_RTINHERIT") = 0x100;
        /// New files of this directory get its project.
        const PROJINHERIT ("FS_XFLAG_PROJINHERIT") = 0x200;
        /// No symbolic links in this directory.
        const NOSYMLINKS ("FS_XFLAG_NOSYMLINKS") = 0x400;
        /// `extsize` counts.
        const EXTSIZE ("FS_XFLAG_EXTSIZE") = 0x800;
        /// New files of this directory get its `extsize`.
        const EXTSZINHERIT ("FS_XFLAG_EXTSZINHERIT") = 0x1000;
        /// Defragmentation leaves it alone.
        const NODEFRAG ("FS_XFLAG_NODEFRAG") = 0x2000;
        /// The allocator for streams of files.
        const FILESTREAM ("FS_XFLAG_FILESTREAM") = 0x4000;
        /// Accessed without the page cache.
        const DAX ("FS_XFLAG_DAX") = 0x8000;
        /// `cowextsize` counts.
        const COWEXTSIZE ("FS_XFLAG_COWEXTSIZE") = 0x1_0000;
        /// Protected by fs-verity; read-only (Linux 7.0).
        const VERITY ("FS_XFLAG_VERITY") = 0x2_0000;
        /// Has extended attributes; read-only.
        const HASATTR ("FS_XFLAG_HASATTR") = 0x8000_0000;
    }
}
