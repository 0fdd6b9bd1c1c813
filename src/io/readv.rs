//! `readv(2)`, `writev(2)` and their forms with offset and flags.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;
use crate::types::iovec::{IoSlice, IoSliceMut};

/// `readv(2)`: reads from the file position on into one buffer after the other, and moves it.
///
/// Returns the count of bytes read, which fill the buffers in order: never more than 0x7fff_f000. 0 is the end of the file.
///
/// # Errors
///
/// Those of [`read`](super::read), and:
///
/// - [`INVAL`](crate::Errno::INVAL): more than 1024 buffers.
///
/// # Kernel
///
/// Linux 2.0, `fs/read_write.c`. [readv(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn readv(fd: impl AsFd, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
    // SAFETY: each buffer has the kernel's form and is exclusive to its slice; the kernel writes inside of them.
    unsafe { sys!(READV, fd.as_fd(), bufs.as_mut_ptr(), bufs.len()) }
}

/// `writev(2)`: writes one buffer after the other from the file position on, and moves it.
///
/// Returns the count of bytes written, possibly fewer than given and never more than 0x7fff_f000.
///
/// # Errors
///
/// Those of [`write`](super::write), and:
///
/// - [`INVAL`](crate::Errno::INVAL): more than 1024 buffers.
///
/// # Kernel
///
/// Linux 2.0, `fs/read_write.c`. [writev(2)](https://man7.org/linux/man-pages/man2/writev.2.html)
#[inline]
pub fn writev(fd: impl AsFd, bufs: &[IoSlice<'_>]) -> Result<usize> {
    // SAFETY: each buffer has the kernel's form; the kernel reads them and nothing else.
    unsafe { sys!(WRITEV, fd.as_fd(), bufs.as_ptr(), bufs.len()) }
}

/// `preadv(2)`: reads at `offset`, in bytes from the start, into one buffer after the other, without moving the file
/// position.
///
/// Returns as [`readv`] does.
///
/// # Errors
///
/// Those of [`readv`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range goes beyond `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 2.6.30, `fs/read_write.c`. [preadv(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn preadv(fd: impl AsFd, bufs: &mut [IoSliceMut<'_>], offset: u64) -> Result<usize> {
    let (ptr, len) = (bufs.as_mut_ptr(), bufs.len());
    // SAFETY: each buffer has the kernel's form and is exclusive to its slice; the kernel writes inside of them.
    unsafe { sys!(PREADV, fd.as_fd(), ptr, len, pair offset) }
}

/// `pwritev(2)`: writes one buffer after the other at `offset`, in bytes from the start, without moving the file position.
///
/// Returns as [`writev`] does. A descriptor with [`APPEND`](crate::types::open::OpenFlags::APPEND) writes at the end all
/// the same.
///
/// # Errors
///
/// Those of [`writev`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range goes beyond `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 2.6.30, `fs/read_write.c`. [pwritev(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn pwritev(fd: impl AsFd, bufs: &[IoSlice<'_>], offset: u64) -> Result<usize> {
    let (ptr, len) = (bufs.as_ptr(), bufs.len());
    // SAFETY: each buffer has the kernel's form; the kernel reads them and nothing else.
    unsafe { sys!(PWRITEV, fd.as_fd(), ptr, len, pair offset) }
}

flags! {
    /// How one call reads or writes (`RWF_`).
    pub struct ReadWriteFlags: u32 {
        /// Poll the device for completion.
        const HIPRI ("RWF_HIPRI") = 0x1;
        /// A write returns when its data is on the device, as under `O_DSYNC` (Linux 4.7).
        const DSYNC ("RWF_DSYNC") = 0x2;
        /// A write returns when data and attributes are on the device, as under `O_SYNC` (Linux 4.7).
        const SYNC ("RWF_SYNC") = 0x4;
        /// Only what needs no waiting (Linux 4.14).
        const NOWAIT ("RWF_NOWAIT") = 0x8;
        /// Write at the end, whatever the offset (Linux 4.16).
        const APPEND ("RWF_APPEND") = 0x10;
        /// Write at the offset, in spite of `O_APPEND` (Linux 6.9).
        const NOAPPEND ("RWF_NOAPPEND") = 0x20;
        /// A write that is done whole or not at all (Linux 6.11).
        const ATOMIC ("RWF_ATOMIC") = 0x40;
        /// Drop the pages from the cache afterwards (Linux 6.14).
        const DONTCACHE ("RWF_DONTCACHE") = 0x80;
        /// No SIGPIPE (Linux 6.18).
        const NOSIGNAL ("RWF_NOSIGNAL") = 0x100;
    }
}

/// `preadv2(2)`: reads at `offset`, in bytes from the start, into one buffer after the other.
///
/// Without an offset, and at `u64::MAX`, it reads from the file position on and moves it. Returns as [`readv`] does.
///
/// # Errors
///
/// Those of [`readv`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NOWAIT`](ReadWriteFlags::NOWAIT), and it would wait.
/// - [`INVAL`](crate::Errno::INVAL): the range goes beyond `i64::MAX`.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a flag that the kernel or the file does not know.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset, and a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 4.6, `fs/read_write.c`. [preadv2(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn preadv2(
    fd: impl AsFd,
    bufs: &mut [IoSliceMut<'_>],
    offset: Option<u64>,
    flags: ReadWriteFlags,
) -> Result<usize> {
    let (ptr, len) = (bufs.as_mut_ptr(), bufs.len());
    // SAFETY: each buffer has the kernel's form and is exclusive to its slice; the kernel writes inside of them.
    unsafe { sys!(PREADV2, fd.as_fd(), ptr, len, pair position(offset), flags) }
}

/// `pwritev2(2)`: writes one buffer after the other at `offset`, in bytes from the start.
///
/// Without an offset, and at `u64::MAX`, it writes from the file position on and moves it. Returns as [`writev`] does.
///
/// # Errors
///
/// Those of [`writev`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NOWAIT`](ReadWriteFlags::NOWAIT), and it would wait.
/// - [`INVAL`](crate::Errno::INVAL): the range goes beyond `i64::MAX`, or an atomic write does not fit the file's limits.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a flag that the kernel or the file does not know.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset, and a pipe, a socket or a terminal has no position.
///
/// # Kernel
///
/// Linux 4.6, `fs/read_write.c`. [pwritev2(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn pwritev2(
    fd: impl AsFd,
    bufs: &[IoSlice<'_>],
    offset: Option<u64>,
    flags: ReadWriteFlags,
) -> Result<usize> {
    let (ptr, len) = (bufs.as_ptr(), bufs.len());
    // SAFETY: each buffer has the kernel's form; the kernel reads them and nothing else.
    unsafe { sys!(PWRITEV2, fd.as_fd(), ptr, len, pair position(offset), flags) }
}

/// The kernel's -1 stands for the file position.
#[inline]
fn position(offset: Option<u64>) -> u64 {
    offset.unwrap_or(u64::MAX)
}
