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
    /// `UFFDIO_MOVE_MODE_*`: how pages are moved.
    pub struct UffdioMoveMode: u64 {
        /// Whoever waits goes on waiting, for `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_MOVE_MODE_DONTWAKE") = 1;
        /// A page that is missing at the source counts as moved.
        const ALLOW_SRC_HOLES ("UFFDIO_MOVE_MODE_ALLOW_SRC_HOLES") = 2;
    }
}

/// What [`ioctl_uffdio_move`] is asked, and what it has done (`struct uffdio_move`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioMove {
    /// Where pages are missing: a multiple of the page size.
    pub dst: u64,
    /// Where the pages are: a multiple of the page size.
    pub src: u64,
    /// Bytes: a multiple of the page size.
    pub len: u64,
    /// How.
    pub mode: UffdioMoveMode,
    /// Bytes moved, or a negated error: the kernel's answer.
    pub r#move: i64,
}

const_assert_eq!(size_of::<UffdioMove>(), 40);

impl UffdioMove {
    /// A request that has done nothing yet.
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

    /// Bytes moved, 0 where the kernel has answered an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.r#move)
    }
}

/// `ioctl(2)`, `UFFDIO_MOVE`: moves pages to where pages are missing, without copying them, and wakes whoever waits.
///
/// Both are private anonymous memory of this process, and each page is this mapping's alone. Behind it the source is
/// missing.
///
/// An error loses nothing: [`move_.r#move`](UffdioMove::move) is what was done, pages from the front. It is set to 0
/// before the call, as not every error writes it.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): less than all was done, and the rest may be asked for; or the mappings of the
///   process are changing, and an event of that is to be read first.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BUSY`](crate::Errno::BUSY): the first page is shared with another process, or pinned.
/// - [`EXIST`](crate::Errno::EXIST): the first page is there already at the destination.
/// - [`INVAL`](crate::Errno::INVAL): an unknown mode; a range that is empty, is not made of whole pages, leaves the
///   address space, or lies in two mappings; the destination is not registered with this descriptor, or the mappings
///   are not alike; another process's descriptor; no [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before; a kernel
///   before Linux 6.8.
/// - [`NOENT`](crate::Errno::NOENT): the first page is missing at the source, without
///   [`ALLOW_SRC_HOLES`](UffdioMoveMode::ALLOW_SRC_HOLES), or nothing is mapped at either.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory for a page table.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The source is this caller's to empty: nobody uses the bytes there any more, which are missing from now on.
/// - The destination is this caller's to fill: nobody relies on other bytes where pages are missing.
///
/// # Kernel
///
/// Linux 6.8, `fs/userfaultfd.c`. [UFFDIO_MOVE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_MOVE.2const.html)
#[doc(alias = "UFFDIO_MOVE")]
#[inline]
pub unsafe fn ioctl_uffdio_move(fd: impl AsFd, move_: &mut UffdioMove) -> Result<()> {
    move_.r#move = 0;
    // SAFETY: the kernel reads and writes the 40 bytes of `move_`; the caller vouches for source and destination.
    unsafe { update(fd, Request::UFFDIO_MOVE, move_) }.map(|_| ())
}
