//! `fsync(2)`, `fdatasync(2)`, `sync(2)`, `syncfs(2)`, `sync_file_range(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

/// `fsync(2)`: writes a file's data and attributes to the device, and waits until they are there.
///
/// The entry in the directory is not part of it: that takes an `fsync` of the directory.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): no room for what was written before.
/// - [`INTR`](crate::Errno::INTR): a signal came.
/// - [`INVAL`](crate::Errno::INVAL): a pipe, a socket or the like, where there is nothing to write.
/// - [`IO`](crate::Errno::IO): the device failed, now or at an earlier write to this file; each open file is told once.
/// - [`ROFS`](crate::Errno::ROFS): likewise, on a file system that is read-only.
///
/// # Kernel
///
/// Linux 1.0, `fs/sync.c`. [fsync(2)](https://man7.org/linux/man-pages/man2/fsync.2.html)
#[inline]
pub fn fsync(fd: impl AsFd) -> Result<()> {
    // SAFETY: takes a descriptor and touches no memory.
    unsafe { sys!(FSYNC, fd.as_fd()) }
}

/// `fdatasync(2)`: writes a file's data to the device, and of its attributes what reading the data back needs.
///
/// # Errors
///
/// Those of [`fsync`].
///
/// # Kernel
///
/// Linux 2.0, `fs/sync.c`. [fdatasync(2)](https://man7.org/linux/man-pages/man2/fsync.2.html)
#[inline]
pub fn fdatasync(fd: impl AsFd) -> Result<()> {
    // SAFETY: takes a descriptor and touches no memory.
    unsafe { sys!(FDATASYNC, fd.as_fd()) }
}

/// `sync(2)`: writes all file systems to their devices, and waits until that is done.
///
/// It cannot fail, and it does not tell what failed: [`syncfs`] does.
///
/// # Kernel
///
/// Linux 1.0, `fs/sync.c`. [sync(2)](https://man7.org/linux/man-pages/man2/sync.2.html)
#[inline]
pub fn sync() {
    // SAFETY: takes nothing and touches no memory.
    unsafe { sys!(SYNC) }
}

/// `syncfs(2)`: writes the file system that holds the file to its device, and waits until that is done.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): no room for what was written before (Linux 5.8).
/// - [`IO`](crate::Errno::IO): the device failed, now or at an earlier write to any of its files (Linux 5.8).
///
/// # Kernel
///
/// Linux 2.6.39, `fs/sync.c`. [syncfs(2)](https://man7.org/linux/man-pages/man2/sync.2.html)
#[inline]
pub fn syncfs(fd: impl AsFd) -> Result<()> {
    // SAFETY: takes a descriptor and touches no memory.
    unsafe { sys!(SYNCFS, fd.as_fd()) }
}

flags! {
    /// What [`sync_file_range`] starts and what it waits for (`SYNC_FILE_RANGE_`); nothing set: nothing.
    pub struct SyncFileRangeFlags: u32 {
        /// First wait for pages that are on their way to the device.
        const WAIT_BEFORE ("SYNC_FILE_RANGE_WAIT_BEFORE") = 1;
        /// Send the changed pages on their way.
        const WRITE ("SYNC_FILE_RANGE_WRITE") = 2;
        /// In the end wait until they are there.
        const WAIT_AFTER ("SYNC_FILE_RANGE_WAIT_AFTER") = 4;
        /// All three.
        const WRITE_AND_WAIT ("SYNC_FILE_RANGE_WRITE_AND_WAIT") = 7;
    }
}

/// `sync_file_range(2)`: writes the changed pages of a range of a file, from `offset` on; 0 bytes mean up to the end.
///
/// It writes no attributes and leaves the device's cache alone, so that after a power cut the data may be missing all the
/// same: [`fdatasync`] is for that.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or a range that goes beyond `i64::MAX`.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`NOSPC`](crate::Errno::NOSPC): no room for what was written before.
/// - [`SPIPE`](crate::Errno::SPIPE): no regular file, block device, directory or symbolic link.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/sync.c`. [sync_file_range(2)](https://man7.org/linux/man-pages/man2/sync_file_range.2.html)
#[inline]
pub fn sync_file_range(
    fd: impl AsFd,
    offset: u64,
    length: u64,
    flags: SyncFileRangeFlags,
) -> Result<()> {
    // SAFETY: takes numbers and touches no memory.
    unsafe { sys!(SYNC_FILE_RANGE, fd.as_fd(), wide offset, wide length, flags) }
}
