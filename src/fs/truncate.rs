//! `truncate(2)`, `ftruncate(2)`, `fallocate(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

/// `truncate(2)`: cuts or extends the file at `path` to `length` bytes.
///
/// The bytes of an extension read as zeros. `path` is relative to the working directory.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the file, or may not search a
///   directory of the path prefix.
/// - [`FBIG`](crate::Errno::FBIG): `length` is above the maximum file size. If it is above the
///   process's `RLIMIT_FSIZE`, the kernel also sends SIGXFSZ.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): the file is not a regular file, or `length` is above
///   `i64::MAX`.
/// - [`ISDIR`](crate::Errno::ISDIR): the file is a directory.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): a seal forbids the change, or the file is append-only or
///   immutable.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
/// - [`TXTBSY`](crate::Errno::TXTBSY): the file is a program that is being executed.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. On i686 the call is `truncate64` of Linux 2.4.
/// [truncate(2)](https://man7.org/linux/man-pages/man2/truncate.2.html)
#[doc(alias = "truncate64")]
#[inline]
pub fn truncate(path: &CStr, length: u64) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL, and changes a file. An access to a mapping of
    // the file beyond its new end raises SIGBUS; it never reaches other memory.
    unsafe { sys!(TRUNCATE, path.as_ptr(), wide length) }
}

/// `ftruncate(2)`: cuts or extends an open file to `length` bytes.
///
/// The bytes of an extension read as zeros.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`FBIG`](crate::Errno::FBIG): `length` is above the maximum file size. If it is above the
///   process's `RLIMIT_FSIZE`, the kernel also sends SIGXFSZ.
/// - [`INVAL`](crate::Errno::INVAL): the file is not a regular file or not open for writing, or
///   `length` is above `i64::MAX`.
/// - [`PERM`](crate::Errno::PERM): a seal forbids the change, or the file is append-only.
/// - [`TXTBSY`](crate::Errno::TXTBSY): the file is a program that is being executed.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. On i686 the call is `ftruncate64` of Linux 2.4.
/// [ftruncate(2)](https://man7.org/linux/man-pages/man2/truncate.2.html)
#[doc(alias = "ftruncate64")]
#[inline]
pub fn ftruncate(fd: impl AsFd, length: u64) -> Result<()> {
    // SAFETY: the call changes a file. An access to a mapping of the file beyond its new end raises
    // SIGBUS; it never reaches other memory.
    unsafe { sys!(FTRUNCATE, fd.as_fd(), wide length) }
}

flags! {
    /// What [`fallocate`] does with the range (`FALLOC_FL_`). Without a flag, it allocates the
    /// range.
    pub struct FallocateFlags: u32 {
        /// Keep the file size, even if the range ends beyond it.
        const KEEP_SIZE ("FALLOC_FL_KEEP_SIZE") = 0x01;
        /// Make a hole. Requires `KEEP_SIZE` (Linux 2.6.38).
        const PUNCH_HOLE ("FALLOC_FL_PUNCH_HOLE") = 0x02;
        /// Reserved. The kernel does not accept it.
        const NO_HIDE_STALE ("FALLOC_FL_NO_HIDE_STALE") = 0x04;
        /// Remove the range, and move the bytes after it toward the start (Linux 3.15).
        const COLLAPSE_RANGE ("FALLOC_FL_COLLAPSE_RANGE") = 0x08;
        /// Make the range read as zeros (Linux 3.15).
        const ZERO_RANGE ("FALLOC_FL_ZERO_RANGE") = 0x10;
        /// Insert a hole, and move the bytes from `offset` on toward the end (Linux 4.1).
        const INSERT_RANGE ("FALLOC_FL_INSERT_RANGE") = 0x20;
        /// Give the file its own copies of blocks that it shares with other files (Linux 4.9).
        const UNSHARE_RANGE ("FALLOC_FL_UNSHARE_RANGE") = 0x40;
        /// Write zeros to the device, so that later writes are fast (Linux 6.17).
        const WRITE_ZEROES ("FALLOC_FL_WRITE_ZEROES") = 0x80;
    }
}

/// `fallocate(2)`: allocates, frees, moves or zeroes the `length` bytes of a file from `offset` on.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or not open for writing.
/// - [`FBIG`](crate::Errno::FBIG): the range ends above the maximum file size.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): the range is empty, a value is above `i64::MAX`, or a value
///   is not a multiple of the block size although the operation requires it.
/// - [`NODEV`](crate::Errno::NODEV): the file is neither a regular file nor a directory.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support the operation, or
///   the flags contradict each other.
/// - [`PERM`](crate::Errno::PERM): a seal forbids the change, or the file is append-only or
///   immutable.
/// - [`SPIPE`](crate::Errno::SPIPE): the file is a pipe.
///
/// # Kernel
///
/// Linux 2.6.23, `fs/open.c`.
/// [fallocate(2)](https://man7.org/linux/man-pages/man2/fallocate.2.html)
#[inline]
pub fn fallocate(fd: impl AsFd, flags: FallocateFlags, offset: u64, length: u64) -> Result<()> {
    // SAFETY: the call changes a file, and accesses no memory of the process.
    unsafe { sys!(FALLOCATE, fd.as_fd(), flags, wide offset, wide length) }
}
