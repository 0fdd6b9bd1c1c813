//! What a file is marked with on file systems that know more than a mode.

use crate::types::flags;

flags! {
    /// Attributes of a file (`FS_XFLAG_`), as `struct file_attr` has them in 64 bits and `struct fsxattr` in 32. Which of
    /// them there are, and which can be changed, is the file system's matter.
    pub struct XFlags: u64 {
        /// The content is on the real-time device.
        const REALTIME = 0x1;
        /// Room is allocated; read-only.
        const PREALLOC = 0x2;
        /// Nobody changes, removes or links it.
        const IMMUTABLE = 0x8;
        /// Writes only append.
        const APPEND = 0x10;
        /// Each write goes to the device at once.
        const SYNC = 0x20;
        /// Reading leaves the time of the last access.
        const NOATIME = 0x40;
        /// Backups leave it out.
        const NODUMP = 0x80;
        /// New files of this directory get `REALTIME`.
        const RTINHERIT = 0x100;
        /// New files of this directory get its project.
        const PROJINHERIT = 0x200;
        /// No symbolic links in this directory.
        const NOSYMLINKS = 0x400;
        /// `extsize` counts.
        const EXTSIZE = 0x800;
        /// New files of this directory get its `extsize`.
        const EXTSZINHERIT = 0x1000;
        /// Defragmentation leaves it alone.
        const NODEFRAG = 0x2000;
        /// The allocator for streams of files.
        const FILESTREAM = 0x4000;
        /// Accessed without the page cache.
        const DAX = 0x8000;
        /// `cowextsize` counts.
        const COWEXTSIZE = 0x1_0000;
        /// Protected by fs-verity; read-only (Linux 7.0).
        const VERITY = 0x2_0000;
        /// Has extended attributes; read-only.
        const HASATTR = 0x8000_0000;
    }
}
