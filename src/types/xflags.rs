//! Attributes of a file beyond its mode.

use crate::types::flags;

flags! {
    /// Attributes of a file (`FS_XFLAG_`), in 64 bits in `struct file_attr` and in 32 bits in
    /// `struct fsxattr`.
    ///
    /// The file system decides which attributes a file has, and which of them can be changed.
    pub struct XFlags: u64 {
        /// The data is on the real-time device.
        const REALTIME ("FS_XFLAG_REALTIME") = 0x1;
        /// Space is preallocated. Read-only.
        const PREALLOC ("FS_XFLAG_PREALLOC") = 0x2;
        /// The file cannot be changed, removed or linked to.
        const IMMUTABLE ("FS_XFLAG_IMMUTABLE") = 0x8;
        /// Writes can only append.
        const APPEND ("FS_XFLAG_APPEND") = 0x10;
        /// Each write goes to the device at once.
        const SYNC ("FS_XFLAG_SYNC") = 0x20;
        /// Reading does not update the access time.
        const NOATIME ("FS_XFLAG_NOATIME") = 0x40;
        /// Backup programs skip the file.
        const NODUMP ("FS_XFLAG_NODUMP") = 0x80;
        /// New files in this directory get `REALTIME`.
        const RTINHERIT ("FS_XFLAG_RTINHERIT") = 0x100;
        /// New files in this directory inherit its project id.
        const PROJINHERIT ("FS_XFLAG_PROJINHERIT") = 0x200;
        /// No symbolic link can be created in this directory.
        const NOSYMLINKS ("FS_XFLAG_NOSYMLINKS") = 0x400;
        /// The `extsize` field applies.
        const EXTSIZE ("FS_XFLAG_EXTSIZE") = 0x800;
        /// New files in this directory inherit its `extsize`.
        const EXTSZINHERIT ("FS_XFLAG_EXTSZINHERIT") = 0x1000;
        /// Defragmentation skips the file.
        const NODEFRAG ("FS_XFLAG_NODEFRAG") = 0x2000;
        /// Uses the allocator for streams of files.
        const FILESTREAM ("FS_XFLAG_FILESTREAM") = 0x4000;
        /// The file is accessed directly, without the page cache.
        const DAX ("FS_XFLAG_DAX") = 0x8000;
        /// The `cowextsize` field applies.
        const COWEXTSIZE ("FS_XFLAG_COWEXTSIZE") = 0x1_0000;
        /// The file is protected by fs-verity. Read-only (Linux 7.0).
        const VERITY ("FS_XFLAG_VERITY") = 0x2_0000;
        /// The file has extended attributes. Read-only.
        const HASATTR ("FS_XFLAG_HASATTR") = 0x8000_0000;
    }
}
