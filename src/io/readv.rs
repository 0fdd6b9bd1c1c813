//! `readv(2)`, `writev(2)`, and their variants with an offset and with flags.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;
use crate::types::iovec::{IoSlice, IoSliceMut};

/// `readv(2)`: reads from a file at the file position into several buffers, and advances the
/// position.
///
/// The call fills the buffers in order. Returns the number of bytes read, at most 0x7fff_f000. 0
/// means the end of the file, unless the buffers are empty.
///
/// ```
/// use trapgate::io::{self, IoSlice, IoSliceMut, PipeFlags};
///
/// let (reader, writer) = io::pipe2(PipeFlags::CLOEXEC)?;
/// io::writev(&writer, &[IoSlice::new(b"trap"), IoSlice::new(b"gate")])?;
/// let (mut head, mut tail) = ([0; 6], [0; 6]);
/// let bufs = &mut [IoSliceMut::new(&mut head), IoSliceMut::new(&mut tail)];
/// assert_eq!(io::readv(&reader, bufs)?, 8);
/// assert_eq!((&head, &tail[..2]), (b"trapga", &b"te"[..]));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// Those of [`read`](super::read), and:
///
/// - [`INVAL`](crate::Errno::INVAL): `bufs` contains more than 1024 buffers.
///
/// # Kernel
///
/// Linux 2.0, `fs/read_write.c`. [readv(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn readv(fd: impl AsFd, bufs: &mut [IoSliceMut<'_>]) -> Result<usize> {
    // SAFETY: `IoSliceMut` has the layout of `struct iovec`, and each one borrows its bytes
    // exclusively. The kernel writes inside these bytes only.
    unsafe { sys!(READV, fd.as_fd(), bufs.as_mut_ptr(), bufs.len()) }
}

/// `writev(2)`: writes several buffers to a file at the file position, and advances the position.
///
/// The call writes the buffers in order. Returns the number of bytes written, which may be less
/// than the buffers hold and is at most 0x7fff_f000.
///
/// # Errors
///
/// Those of [`write`](super::write), and:
///
/// - [`INVAL`](crate::Errno::INVAL): `bufs` contains more than 1024 buffers.
///
/// # Kernel
///
/// Linux 2.0, `fs/read_write.c`. [writev(2)](https://man7.org/linux/man-pages/man2/writev.2.html)
#[inline]
pub fn writev(fd: impl AsFd, bufs: &[IoSlice<'_>]) -> Result<usize> {
    // SAFETY: `IoSlice` has the layout of `struct iovec`. The kernel reads the buffers and accesses
    // no other memory.
    unsafe { sys!(WRITEV, fd.as_fd(), bufs.as_ptr(), bufs.len()) }
}

/// `preadv(2)`: reads from a file at `offset` into several buffers, without moving the file
/// position.
///
/// `offset` is in bytes from the start of the file. The result is that of [`readv`].
///
/// # Errors
///
/// Those of [`readv`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range ends after `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is a pipe, a socket or a terminal, which has no file
///   position.
///
/// # Kernel
///
/// Linux 2.6.30, `fs/read_write.c`. [preadv(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn preadv(fd: impl AsFd, bufs: &mut [IoSliceMut<'_>], offset: u64) -> Result<usize> {
    let (ptr, len) = (bufs.as_mut_ptr(), bufs.len());
    // SAFETY: `IoSliceMut` has the layout of `struct iovec`, and each one borrows its bytes
    // exclusively. The kernel writes inside these bytes only.
    unsafe { sys!(PREADV, fd.as_fd(), ptr, len, pair offset) }
}

/// `pwritev(2)`: writes several buffers to a file at `offset`, without moving the file position.
///
/// `offset` is in bytes from the start of the file. The result is that of [`writev`]. If `fd` was
/// opened with [`APPEND`](crate::types::open::OpenFlags::APPEND), the kernel ignores `offset` and
/// writes at the end of the file.
///
/// # Errors
///
/// Those of [`writev`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): the range ends after `i64::MAX`.
/// - [`SPIPE`](crate::Errno::SPIPE): `fd` is a pipe, a socket or a terminal, which has no file
///   position.
///
/// # Kernel
///
/// Linux 2.6.30, `fs/read_write.c`.
/// [pwritev(2)](https://man7.org/linux/man-pages/man2/readv.2.html)
#[inline]
pub fn pwritev(fd: impl AsFd, bufs: &[IoSlice<'_>], offset: u64) -> Result<usize> {
    let (ptr, len) = (bufs.as_ptr(), bufs.len());
    // SAFETY: `IoSlice` has the layout of `struct iovec`. The kernel reads the buffers and accesses
    // no other memory.
    unsafe { sys!(PWRITEV, fd.as_fd(), ptr, len, pair offset) }
}

flags! {
    /// Flags for a single read or write by [`preadv2`] or [`pwritev2`] (`RWF_`).
    pub struct ReadWriteFlags: u32 {
        /// Polls the device for completion instead of waiting for its interrupt.
        const HIPRI ("RWF_HIPRI") = 0x1;
        /// Returns from a write after its data is on the device, as with `O_DSYNC` (Linux 4.7).
        const DSYNC ("RWF_DSYNC") = 0x2;
        /// Returns from a write after its data and attributes are on the device, as with `O_SYNC`
        /// (Linux 4.7).
        const SYNC ("RWF_SYNC") = 0x4;
        /// Transfers only what is possible without waiting (Linux 4.14).
        const NOWAIT ("RWF_NOWAIT") = 0x8;
        /// Writes at the end of the file and ignores the offset (Linux 4.16).
        const APPEND ("RWF_APPEND") = 0x10;
        /// Writes at the offset, even if the file was opened with `O_APPEND` (Linux 6.9).
        const NOAPPEND ("RWF_NOAPPEND") = 0x20;
        /// Writes all of the data or, if the system fails, none of it (Linux 6.11).
        const ATOMIC ("RWF_ATOMIC") = 0x40;
        /// Drops the pages from the cache after the transfer (Linux 6.14).
        const DONTCACHE ("RWF_DONTCACHE") = 0x80;
        /// Does not send SIGPIPE (Linux 6.18).
        const NOSIGNAL ("RWF_NOSIGNAL") = 0x100;
    }
}

/// `preadv2(2)`: reads from a file at `offset` into several buffers, with flags.
///
/// `offset` is in bytes from the start of the file. If it is `None` or `u64::MAX`, the call reads
/// at the file position and advances it. The result is that of [`readv`].
///
/// # Errors
///
/// Those of [`readv`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NOWAIT`](ReadWriteFlags::NOWAIT) is set, and the call would
///   have to wait.
/// - [`INVAL`](crate::Errno::INVAL): the range ends after `i64::MAX`.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the kernel or the file does not support a flag.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset is given, but `fd` is a pipe, a socket or a
///   terminal, which has no file position.
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
    // SAFETY: `IoSliceMut` has the layout of `struct iovec`, and each one borrows its bytes
    // exclusively. The kernel writes inside these bytes only.
    unsafe { sys!(PREADV2, fd.as_fd(), ptr, len, pair position(offset), flags) }
}

/// `pwritev2(2)`: writes several buffers to a file at `offset`, with flags.
///
/// `offset` is in bytes from the start of the file. If it is `None` or `u64::MAX`, the call writes
/// at the file position and advances it. The result is that of [`writev`].
///
/// # Errors
///
/// Those of [`writev`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NOWAIT`](ReadWriteFlags::NOWAIT) is set, and the call would
///   have to wait.
/// - [`INVAL`](crate::Errno::INVAL): the range ends after `i64::MAX`, or an atomic write does not
///   meet the file's limits on size and alignment.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the kernel or the file does not support a flag.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset is given, but `fd` is a pipe, a socket or a
///   terminal, which has no file position.
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
    // SAFETY: `IoSlice` has the layout of `struct iovec`. The kernel reads the buffers and accesses
    // no other memory.
    unsafe { sys!(PWRITEV2, fd.as_fd(), ptr, len, pair position(offset), flags) }
}

/// The kernel's offset; -1 selects the file position.
#[inline]
fn position(offset: Option<u64>) -> u64 {
    offset.unwrap_or(u64::MAX)
}
