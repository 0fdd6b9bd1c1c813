//! `truncate(2)`, `ftruncate(2)`, `fallocate(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

/// `truncate(2)`: cuts or extends the file at `path` to `length` bytes. What is new reads as zeros.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched, or the file not
///   be written to.
/// - [`FBIG`](crate::Errno::FBIG): `length` is above the maximum file size. If it is above the
///   process's `RLIMIT_FSIZE`, the kernel also sends SIGXFSZ.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): not a regular file, or a length above `i64::MAX`.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): a seal forbids the change, or the file is append-only or
///   immutable.
/// - [`ROFS`](crate::Errno::ROFS): on a file system that is read-only.
/// - [`TXTBSY`](crate::Errno::TXTBSY): the file is a program that is being executed.
///
/// # Kernel
///
/// Linux 1.0, on i686 `truncate64` of Linux 2.4, `fs/open.c`.
/// [truncate(2)](https://man7.org/linux/man-pages/man2/truncate.2.html)
#[doc(alias = "truncate64")]
#[inline]
pub fn truncate(path: &CStr, length: u64) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end and changes a file; a mapping of it faults
    // beyond the end, it does not become another memory.
    unsafe { sys!(TRUNCATE, path.as_ptr(), wide length) }
}

/// `ftruncate(2)`: cuts or extends a file to `length` bytes. What is new reads as zeros.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`FBIG`](crate::Errno::FBIG): `length` is above the maximum file size. If it is above the
///   process's `RLIMIT_FSIZE`, the kernel also sends SIGXFSZ.
/// - [`INVAL`](crate::Errno::INVAL): not a regular file, not open for writing, or a length above
///   `i64::MAX`.
/// - [`PERM`](crate::Errno::PERM): sealed or append-only.
/// - [`TXTBSY`](crate::Errno::TXTBSY): the file is a program that is being executed.
///
/// # Kernel
///
/// Linux 1.0, on i686 `ftruncate64` of Linux 2.4, `fs/open.c`.
/// [ftruncate(2)](https://man7.org/linux/man-pages/man2/truncate.2.html)
#[doc(alias = "ftruncate64")]
#[inline]
pub fn ftruncate(fd: impl AsFd, length: u64) -> Result<()> {
    // SAFETY: changes a file; a mapping of it faults beyond the end, it does not become another
    // memory.
    unsafe { sys!(FTRUNCATE, fd.as_fd(), wide length) }
}

flags! {
    /// What [`fallocate`] does with the range (`FALLOC_FL_`); nothing set: allocate it.
    pub struct FallocateFlags: u32 {
        /// The length stays, also when the range lies beyond the end.
        const KEEP_SIZE ("FALLOC_FL_KEEP_SIZE") = 0x01;
        /// Make a hole; needs `KEEP_SIZE` (Linux 2.6.38).
        const PUNCH_HOLE ("FALLOC_FL_PUNCH_HOLE") = 0x02;
        /// Never taken: a number that is set aside.
        const NO_HIDE_STALE ("FALLOC_FL_NO_HIDE_STALE") = 0x04;
        /// Take the range out, the rest moves up (Linux 3.15).
        const COLLAPSE_RANGE ("FALLOC_FL_COLLAPSE_RANGE") = 0x08;
        /// Make it read as zeros (Linux 3.15).
        const ZERO_RANGE ("FALLOC_FL_ZERO_RANGE") = 0x10;
        /// Put a hole in, the rest moves down (Linux 4.1).
        const INSERT_RANGE ("FALLOC_FL_INSERT_RANGE") = 0x20;
        /// Make blocks that are shared with another file the file's own (Linux 4.9).
        const UNSHARE_RANGE ("FALLOC_FL_UNSHARE_RANGE") = 0x40;
        /// Write zeros to the device, so that later writes are quick (Linux 6.17).
        const WRITE_ZEROES ("FALLOC_FL_WRITE_ZEROES") = 0x80;
    }
}

/// `fallocate(2)`: allocates, frees, moves or clears `length` bytes from `offset` on.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open for writing.
/// - [`FBIG`](crate::Errno::FBIG): the range ends beyond the largest size of a file.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): an empty range, a value above `i64::MAX`, or not a multiple
///   of the block size where that is needed.
/// - [`NODEV`](crate::Errno::NODEV): neither a regular file nor a directory.
/// - [`NOSPC`](crate::Errno::NOSPC): the device is full.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system cannot, or the flags do not go
///   together.
/// - [`PERM`](crate::Errno::PERM): a seal forbids the change, or the file is append-only or
///   immutable.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe.
///
/// # Kernel
///
/// Linux 2.6.23, `fs/open.c`.
/// [fallocate(2)](https://man7.org/linux/man-pages/man2/fallocate.2.html)
#[inline]
pub fn fallocate(fd: impl AsFd, flags: FallocateFlags, offset: u64, length: u64) -> Result<()> {
    // SAFETY: changes a file.
    unsafe { sys!(FALLOCATE, fd.as_fd(), flags, wide offset, wide length) }
}
