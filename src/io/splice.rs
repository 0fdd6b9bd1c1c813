//! `splice(2)`, `tee(2)`, `vmsplice(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;
use crate::types::iovec::{IoSlice, IoSliceMut};

flags! {
    /// How bytes move into a pipe and out of it (`SPLICE_F_`).
    pub struct SpliceFlags: u32 {
        /// Move pages instead of copying them, if that can be; a hint.
        const MOVE ("SPLICE_F_MOVE") = 1;
        /// Never wait for the pipe; the other descriptor waits as it was opened.
        const NONBLOCK ("SPLICE_F_NONBLOCK") = 2;
        /// More data follows; a hint for sockets.
        const MORE ("SPLICE_F_MORE") = 4;
        /// [`vmsplice_to_pipe`] alone: the pages are the kernel's from now on.
        const GIFT ("SPLICE_F_GIFT") = 8;
    }
}

/// `splice(2)`: moves up to `len` bytes from one descriptor to another, at least one of which is a pipe.
///
/// Returns the count of bytes moved, possibly fewer than asked for; 0 is the end of the file, or a pipe that is empty and
/// that nobody writes to any more. With an offset, in bytes from the start, it reads or writes there, leaves that file's
/// position as it is, and puts into the offset where the next byte is; without one it goes from the file position on and
/// moves it.
///
/// What goes into a pipe may be the file's own pages: what is written to the file before somebody reads the pipe is what
/// arrives. That changes bytes that are on their way, no memory of this process. What comes out of a pipe is written to
/// the file as by [`write()`](super::write()).
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK) or a descriptor that does not block, and it would
///   wait.
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` not for writing.
/// - [`FBIG`](crate::Errno::FBIG): past the largest size of a file.
/// - [`INTR`](crate::Errno::INTR): a signal came before any byte.
/// - [`INVAL`](crate::Errno::INVAL): no pipe at all, twice the same one, a file that cannot do it or only appends, an
///   unknown flag, or a range that goes beyond `i64::MAX`.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory.
/// - [`PIPE`](crate::Errno::PIPE): nobody reads this pipe any more; SIGPIPE came first.
/// - [`SPIPE`](crate::Errno::SPIPE): an offset for a pipe, or for what has no position.
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
    // SAFETY: the kernel reads and writes the eight bytes of each offset; the data passes by this process's memory.
    unsafe { sys!(SPLICE, fd_in, off_in, fd_out, off_out, len, flags) }
}

/// `tee(2)`: puts up to `len` bytes of one pipe into another as well, without taking them out.
///
/// Returns the count of bytes; 0 is a pipe that is empty and that nobody writes to any more. Both pipes hold the same
/// pages, and nothing writes to a page in a pipe.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK) or a descriptor that does not block, and it would
///   wait.
/// - [`BADF`](crate::Errno::BADF): `fd_in` is not open for reading, or `fd_out` not for writing.
/// - [`INTR`](crate::Errno::INTR): a signal came before any byte.
/// - [`INVAL`](crate::Errno::INVAL): not two pipes, twice the same one, or an unknown flag.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory.
/// - [`PIPE`](crate::Errno::PIPE): nobody reads `fd_out` any more; SIGPIPE came first.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/splice.c`. [tee(2)](https://man7.org/linux/man-pages/man2/tee.2.html)
#[inline]
pub fn tee(fd_in: impl AsFd, fd_out: impl AsFd, len: usize, flags: SpliceFlags) -> Result<usize> {
    // SAFETY: takes numbers; the data stays in the kernel.
    unsafe { sys!(TEE, fd_in.as_fd(), fd_out.as_fd(), len, flags) }
}

/// `vmsplice(2)` to the end of a pipe that is written to: puts the pages of memory into the pipe, without copying.
///
/// Returns the count of bytes. The pipe goes on to hold the pages: who reads from it gets what they hold then.
///
/// The call goes the other way, and writes into `bufs`, where `pipe` is open for reading alone:
/// [`vmsplice_to_user`] is for that.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK), and the pipe is full. How the pipe was opened
///   does not count.
/// - [`BADF`](crate::Errno::BADF): not open, or no pipe.
/// - [`INTR`](crate::Errno::INTR): a signal came before any byte.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or more than 1024 buffers.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory.
/// - [`PIPE`](crate::Errno::PIPE): nobody reads this pipe any more; SIGPIPE came first.
///
/// # Safety
///
/// - `pipe` is open for writing: otherwise the kernel writes into memory that is only lent for reading.
/// - Until all bytes are read, and longer where [`tee`] or [`splice`] hand them on, the memory stays what it is: it is not
///   written to, not freed and not used for anything else. Whoever reads would get what it holds then.
/// - With [`GIFT`](SpliceFlags::GIFT) that is so for ever, or until it is unmapped: a page may become a part of a file.
///
/// # Kernel
///
/// Linux 2.6.17, `fs/splice.c`. [vmsplice(2)](https://man7.org/linux/man-pages/man2/vmsplice.2.html)
#[doc(alias = "vmsplice")]
#[inline]
pub unsafe fn vmsplice_to_pipe(
    pipe: impl AsFd,
    bufs: &[IoSlice<'_>],
    flags: SpliceFlags,
) -> Result<usize> {
    let (ptr, len) = (bufs.as_ptr(), bufs.len());
    // SAFETY: each buffer has the kernel's form; the caller vouches that it is read, and for how long.
    unsafe { sys!(VMSPLICE, pipe.as_fd(), ptr, len, flags) }
}

/// `vmsplice(2)` from the end of a pipe that is read from: copies bytes out of the pipe, as [`readv`](super::readv) does.
///
/// Returns the count of bytes, which fill the buffers in order; 0 is a pipe that is empty and that nobody writes to any
/// more.
///
/// The call goes the other way, and leaves `bufs` in the pipe, where `pipe` is open for writing: [`vmsplice_to_pipe`] is
/// for that.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NONBLOCK`](SpliceFlags::NONBLOCK), and the pipe is empty. How the pipe was opened
///   does not count.
/// - [`BADF`](crate::Errno::BADF): not open, or no pipe.
/// - [`INTR`](crate::Errno::INTR): a signal came before any byte.
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, or more than 1024 buffers.
///
/// # Safety
///
/// - `pipe` is not open for writing: otherwise the pipe goes on to hold the buffers, which may not even be initialised,
///   and what is in them later is what its readers get.
///
/// # Kernel
///
/// Linux 2.6.23, `fs/splice.c`. [vmsplice(2)](https://man7.org/linux/man-pages/man2/vmsplice.2.html)
#[doc(alias = "vmsplice")]
#[inline]
pub unsafe fn vmsplice_to_user(
    pipe: impl AsFd,
    bufs: &mut [IoSliceMut<'_>],
    flags: SpliceFlags,
) -> Result<usize> {
    let (ptr, len) = (bufs.as_mut_ptr(), bufs.len());
    // SAFETY: each buffer has the kernel's form and is exclusive to its slice; the caller vouches that it is written to.
    unsafe { sys!(VMSPLICE, pipe.as_fd(), ptr, len, flags) }
}
