//! `splice(2)`, `tee(2)`, `vmsplice(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;
use crate::types::iovec::{IoSlice, IoSliceMut};

flags! {
    /// Flags for [`splice`], [`tee`] and `vmsplice(2)` (`SPLICE_F_`).
    pub struct SpliceFlags: u32 {
        /// Moves pages instead of copying them, if possible. A hint.
        const MOVE ("SPLICE_F_MOVE") = 1;
        /// Does not wait for the pipe. The other descriptor waits unless it is nonblocking itself.
        const NONBLOCK ("SPLICE_F_NONBLOCK") = 2;
        /// More data follows. A hint for sockets.
        const MORE ("SPLICE_F_MORE") = 4;
        /// Gives the pages to the kernel. Only [`vmsplice_to_pipe`] uses it.
        const GIFT ("SPLICE_F_GIFT") = 8;
    }
}

/// `splice(2)`: moves up to `len` bytes between two descriptors, at least one of which is a pipe.
///
/// Returns the number of bytes moved, which may be less than `len`. 0 means the end of the file, or
/// an empty pipe that has no writer.
///
/// An offset is in bytes from the start of the file. With an offset, the call reads or writes
/// there, leaves the file position unchanged, and replaces the offset with that of the next byte.
/// Without one, it starts at the file position and advances it.
///
/// A pipe may hold the pages of the file itself. If the file is written before the pipe is read,
/// the reader gets the new bytes. This changes data in transit, but no memory of this process. Data
/// from a pipe is written to a file as [`write()`](super::write()) does it.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK) is set or a descriptor is
///   nonblocking, and the call would have to wait.
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` is not open for
///   writing.
/// - [`FBIG`](crate::Errno::FBIG): the file would exceed the largest size allowed.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call moved a byte.
/// - [`INVAL`](crate::Errno::INVAL): neither descriptor is a pipe, both are the same pipe, a file
///   does not support the call, `fd_out` was opened with
///   [`APPEND`](crate::types::open::OpenFlags::APPEND), `flags` contains an unknown flag, or the
///   range ends after `i64::MAX`.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`PIPE`](crate::Errno::PIPE): the pipe or socket has no reader. The kernel also sends SIGPIPE
///   to the calling thread.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset is given for a pipe, or for another file that has no
///   position.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/splice.c`. [splice(2)](https://man7.org/linux/man-pages/man2/splice.2.html)
#[inline]
pub fn splice(
    fd_in: impl AsFd,
    off_in: Option<&mut u64>,
    fd_out: impl AsFd,
    off_out: Option<&mut u64>,
    len: usize,
    flags: SpliceFlags,
) -> Result<usize> {
    let (fd_in, fd_out) = (fd_in.as_fd(), fd_out.as_fd());
    // SAFETY: the kernel reads and writes the eight bytes of each offset. The data does not pass
    // through this process's memory.
    unsafe { sys!(SPLICE, fd_in, off_in, fd_out, off_out, len, flags) }
}

/// `tee(2)`: copies up to `len` bytes from one pipe to another, without removing them from the
/// first.
///
/// Returns the number of bytes copied. 0 means an empty pipe that has no writer. Both pipes then
/// hold the same pages; the kernel never writes to a page that is in a pipe.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK) is set or a descriptor is
///   nonblocking, and the call would have to wait.
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` is not open for
///   writing.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call copied a byte.
/// - [`INVAL`](crate::Errno::INVAL): one of the descriptors is not a pipe, both are the same pipe,
///   or `flags` contains an unknown flag.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`PIPE`](crate::Errno::PIPE): `fd_out` has no reader. The kernel also sends SIGPIPE to the
///   calling thread.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/splice.c`. [tee(2)](https://man7.org/linux/man-pages/man2/tee.2.html)
#[inline]
pub fn tee(fd_in: impl AsFd, fd_out: impl AsFd, len: usize, flags: SpliceFlags) -> Result<usize> {
    // SAFETY: the arguments are numbers, and the data stays in the kernel.
    unsafe { sys!(TEE, fd_in.as_fd(), fd_out.as_fd(), len, flags) }
}

/// `vmsplice(2)` to a pipe: puts the pages of `bufs` into the pipe without copying them.
///
/// Returns the number of bytes put into the pipe. The pipe refers to the pages afterwards: a reader
/// gets the bytes that they hold at the time of the read.
///
/// If `pipe` is open for reading only, the call works in the other direction and writes to `bufs`.
/// Use [`vmsplice_to_user`] for that.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK) is set, and the pipe is
///   full. Whether the descriptor itself is nonblocking has no effect.
/// - [`BADF`](crate::Errno::BADF): `pipe` is not open, or is not a pipe.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call moved a byte.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, or `bufs` contains more than
///   1024 buffers.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`PIPE`](crate::Errno::PIPE): the pipe has no reader. The kernel also sends SIGPIPE to the
///   calling thread.
///
/// # Safety
///
/// - `pipe` must be open for writing. Otherwise the kernel writes to `bufs`, which are borrowed for
///   reading only.
/// - The caller must not write to the memory, free it or use it for anything else until all of its
///   bytes are read. If [`tee`] or [`splice`] pass them on, this includes the reads at their
///   destination. A reader gets the bytes that the memory holds at the time of the read.
/// - With [`GIFT`](SpliceFlags::GIFT), this duty lasts until the memory is unmapped, because a page
///   may become a part of a file.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/splice.c`.
/// [vmsplice(2)](https://man7.org/linux/man-pages/man2/vmsplice.2.html)
#[doc(alias = "vmsplice")]
#[inline]
pub unsafe fn vmsplice_to_pipe(
    pipe: impl AsFd,
    bufs: &[IoSlice<'_>],
    flags: SpliceFlags,
) -> Result<usize> {
    let (ptr, len) = (bufs.as_ptr(), bufs.len());
    // SAFETY: `IoSlice` has the layout of `struct iovec`. The caller ensures that the kernel only
    // reads the buffers, and that they stay unchanged for as long as the pipe refers to them.
    unsafe { sys!(VMSPLICE, pipe.as_fd(), ptr, len, flags) }
}

/// `vmsplice(2)` from a pipe: copies bytes out of the pipe into several buffers, as
/// [`readv`](super::readv) does.
///
/// The call fills the buffers in order. Returns the number of bytes copied. 0 means an empty pipe
/// that has no writer.
///
/// If `pipe` is open for writing, the call works in the other direction and leaves `bufs` in the
/// pipe. Use [`vmsplice_to_pipe`] for that.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK) is set, and the pipe is
///   empty. Whether the descriptor itself is nonblocking has no effect.
/// - [`BADF`](crate::Errno::BADF): `pipe` is not open, or is not a pipe.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before the call copied a byte.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, or `bufs` contains more than
///   1024 buffers.
///
/// # Safety
///
/// - `pipe` must not be open for writing. Otherwise the pipe refers to the buffers after the call.
///   They may be uninitialized, and readers of the pipe get the bytes that they hold at the time of
///   the read.
///
/// # Kernel
///
/// Linux 2.6.23, `fs/splice.c`.
/// [vmsplice(2)](https://man7.org/linux/man-pages/man2/vmsplice.2.html)
#[doc(alias = "vmsplice")]
#[inline]
pub unsafe fn vmsplice_to_user(
    pipe: impl AsFd,
    bufs: &mut [IoSliceMut<'_>],
    flags: SpliceFlags,
) -> Result<usize> {
    let (ptr, len) = (bufs.as_mut_ptr(), bufs.len());
    // SAFETY: `IoSliceMut` has the layout of `struct iovec`, and each one borrows its bytes
    // exclusively. The caller ensures that the kernel writes to the buffers and does not keep them.
    unsafe { sys!(VMSPLICE, pipe.as_fd(), ptr, len, flags) }
}
