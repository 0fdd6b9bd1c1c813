//! `UFFDIO_MOVE(2const)`.

use static_assertions::const_assert_eq;

use super::{USERFAULTFD_IOC, done, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

impl Request {
    /// See [`ioctl_uffdio_move`].
    pub const UFFDIO_MOVE: Request<UffdioMove> = Request::read_write(USERFAULTFD_IOC, 5);
}

flags! {
    /// Flags for [`ioctl_uffdio_move`] (`UFFDIO_MOVE_MODE_`).
    pub struct UffdioMoveMode: u64 {
        /// Does not wake the threads that wait for the pages. To wake them, call
        /// `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_MOVE_MODE_DONTWAKE") = 1;
        /// Skips pages that are missing at the source, and counts them as moved.
        const ALLOW_SRC_HOLES ("UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES") = 2;
    }
}

/// The argument and the result of [`ioctl_uffdio_move`] (`struct uffdio_move`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioMove {
    /// The address of the missing pages. A multiple of the page size.
    pub dst: u64,
    /// The address of the pages to move. A multiple of the page size.
    pub src: u64,
    /// The length in bytes. A multiple of the page size.
    pub len: u64,
    /// Flags of the request.
    pub mode: UffdioMoveMode,
    /// Set by the kernel: the number of bytes moved, or a negated error number.
    pub r#move: i64,
}

const_assert_eq!(size_of::<UffdioMove>(), 40);

impl UffdioMove {
    /// Creates a request.
    #[inline]
    #[must_use]
    pub fn new<T>(dst: u64, src: *mut T, len: usize, mode: UffdioMoveMode) -> Self {
        Self {
            dst,
            src: src.expose_provenance() as u64,
            len: len as u64,
            mode,
            r#move: 0,
        }
    }

    /// Returns the number of bytes moved, or 0 if the kernel reported an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.r#move)
    }
}

/// `ioctl(2)`, `UFFDIO_MOVE`: fills missing pages by moving other pages there without copying them,
/// and wakes the threads that wait for them.
///
/// Source and destination must be private anonymous memory of the calling process, and each page
/// must be mapped only once. After the call, the pages are missing at the source.
///
/// If the call fails, it may have moved pages at the start of the range;
/// [`move_.r#move`](UffdioMove::move) contains their size. The function sets the field to 0 before
/// the call, because the kernel does not write it with every error.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the call moved only part of the range, and the rest can be
///   requested again; or the mappings of the process are changing, and the caller must first read
///   the event that reports this.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): the first page is shared with another process, or is pinned.
/// - [`EXIST`](crate::Errno::EXIST): the first page is already present at the destination.
/// - [`INVAL`](crate::Errno::INVAL): the mode contains an unknown flag; a range is empty, does not
///   consist of whole pages, exceeds the address space, or lies in two mappings; the destination is
///   not registered with this descriptor, or the two mappings have different properties; the
///   descriptor belongs to another process; [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not
///   called before; or the kernel is older than Linux 6.8.
/// - [`NOENT`](crate::Errno::NOENT): the first page is missing at the source and
///   [`ALLOW_SRC_HOLES`](UffdioMoveMode::ALLOW_SRC_HOLES) is not set, or one of the ranges is not
///   mapped.
/// - [`NOMEM`](crate::Errno::NOMEM): memory for a page table is not available.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - No code may rely on the content of the source after the call, because its pages are missing
///   then.
/// - No other code may rely on the missing pages of the destination receiving different content.
///
/// # Kernel
///
/// Linux 6.8, `fs/userfaultfd.c`.
/// [UFFDIO_MOVE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_MOVE.2const.html)
#[doc(alias = "UFFDIO_MOVE")]
#[inline]
pub unsafe fn ioctl_uffdio_move(fd: impl AsFd, move_: &mut UffdioMove) -> Result<()> {
    move_.r#move = 0;
    // SAFETY: the kernel reads and writes the 40 bytes of `move_`, and the caller has the duties
    // for source and destination.
    unsafe { update(fd, Request::UFFDIO_MOVE, move_) }.map(|_| ())
}
