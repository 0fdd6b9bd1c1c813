//! `fsync(2)`, `fdatasync(2)`, `sync(2)`, `syncfs(2)`, `sync_file_range(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

/// `fsync(2)`: writes a file's data and attributes to the device, and waits until they are there.
///
/// The file's entry in its directory is not included. To write that too, call `fsync` on the
/// directory.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the device has no room for
///   data that was written earlier.
/// - [`INTR`](crate::Errno::INTR): a signal arrived.
/// - [`INVAL`](crate::Errno::INVAL): this kind of file, such as a pipe or a socket, has nothing to
///   write to a device.
/// - [`IO`](crate::Errno::IO): the device failed, now or during an earlier write to this file. Each
///   open file description gets this error once.
/// - [`ROFS`](crate::Errno::ROFS): the file system has become read-only after a failure.
///
/// # Kernel
///
/// Linux 1.0, `fs/sync.c`. [fsync(2)](https://man7.org/linux/man-pages/man2/fsync.2.html)
#[inline]
pub fn fsync(fd: impl AsFd) -> Result<()> {
    // SAFETY: the call takes a descriptor and accesses no memory.
    unsafe { sys!(FSYNC, fd.as_fd()) }
}

/// `fdatasync(2)`: writes a file's data to the device, with the attributes that reading it back
/// needs.
///
/// The call waits until they are there. It may skip other attributes, such as the time of the last
/// change.
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
    // SAFETY: the call takes a descriptor and accesses no memory.
    unsafe { sys!(FDATASYNC, fd.as_fd()) }
}

/// `sync(2)`: writes all file systems to their devices, and waits until they are written.
///
/// The call cannot fail, so it reports no failed writes. [`syncfs`] does.
///
/// # Kernel
///
/// Linux 1.0, `fs/sync.c`. [sync(2)](https://man7.org/linux/man-pages/man2/sync.2.html)
#[inline]
pub fn sync() {
    // SAFETY: the call takes no arguments and accesses no memory.
    unsafe { sys!(SYNC) }
}

/// `syncfs(2)`: writes the file system that contains the file to its device, and waits until it is
/// written.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the device has no room for
///   data that was written earlier (Linux 5.8).
/// - [`IO`](crate::Errno::IO): the device failed, now or during an earlier write to any file of the
///   file system (Linux 5.8).
///
/// # Kernel
///
/// Linux 2.6.39, `fs/sync.c`. [syncfs(2)](https://man7.org/linux/man-pages/man2/sync.2.html)
#[inline]
pub fn syncfs(fd: impl AsFd) -> Result<()> {
    // SAFETY: the call takes a descriptor and accesses no memory.
    unsafe { sys!(SYNCFS, fd.as_fd()) }
}

flags! {
    /// The steps of [`sync_file_range`] (`SYNC_FILE_RANGE_`). Without flags, the call does nothing.
    pub struct SyncFileRangeFlags: u32 {
        /// First, waits until pages that are already being written are on the device.
        const WAIT_BEFORE ("SYNC_FILE_RANGE_WAIT_BEFORE") = 1;
        /// Starts to write the changed pages.
        const WRITE ("SYNC_FILE_RANGE_WRITE") = 2;
        /// Last, waits until the pages are on the device.
        const WAIT_AFTER ("SYNC_FILE_RANGE_WAIT_AFTER") = 4;
        /// All three steps.
        const WRITE_AND_WAIT ("SYNC_FILE_RANGE_WRITE_AND_WAIT") = 7;
    }
}

/// `sync_file_range(2)`: writes the changed pages of a range of a file to the device.
///
/// The range is the `length` bytes from `offset`, or all bytes from `offset` to the end if `length`
/// is 0.
///
/// The call writes no attributes and does not flush the cache of the device. After a power failure,
/// the data may still be missing. Use [`fdatasync`] to keep it safe.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, or the range ends after
///   `i64::MAX`.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`NOSPC`](crate::Errno::NOSPC): the device has no room for data that was written earlier.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is not a regular file, a block device, a directory or a
///   symbolic link.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/sync.c`.
/// [sync_file_range(2)](https://man7.org/linux/man-pages/man2/sync_file_range.2.html)
#[inline]
pub fn sync_file_range(
    fd: impl AsFd,
    offset: u64,
    length: u64,
    flags: SyncFileRangeFlags,
) -> Result<()> {
    // SAFETY: the arguments are numbers, and the call accesses no memory.
    unsafe { sys!(SYNC_FILE_RANGE, fd.as_fd(), wide offset, wide length, flags) }
}
