//! `UFFDIO_WRITEPROTECT(2const)`.

use super::{USERFAULTFD_IOC, UffdioRange, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

impl Request {
    /// See [`ioctl_uffdio_writeprotect`].
    pub const UFFDIO_WRITEPROTECT: Request<[u64; 3]> = Request::read_write(USERFAULTFD_IOC, 6);
}

flags! {
    /// `UFFDIO_WRITEPROTECT_MODE_*`: protect or not.
    pub struct UffdioWriteprotectMode: u64 {
        /// A write is a fault; without this it no longer is.
        const WP ("UFFDIO_WRITEPROTECT_MODE_WP") = 1;
        /// Whoever waits for the protection to end goes on waiting, for `ioctl_uffdio_wake`; not with `WP`.
        const DONTWAKE ("UFFDIO_WRITEPROTECT_MODE_DONTWAKE") = 2;
    }
}

/// `ioctl(2)`, `UFFDIO_WRITEPROTECT`: makes a write to a range a fault, or lets writes through and wakes whoever waits.
///
/// The range is registered with [`UffdioRegisterMode::WP`](super::UffdioRegisterMode::WP). Pages that are not there are
/// left out, unless [`UffdFeatures::WP_UNPOPULATED`](super::UffdFeatures::WP_UNPOPULATED) is on or the memory is a
/// file's.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the mappings of the process are changing, and an event of that is to be read
///   first.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): unknown modes, or both; a range that is empty, is not made of whole pages, or
///   leaves the address space; no [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before.
/// - [`NOENT`](crate::Errno::NOENT): part of the range is not registered in this mode.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The range is this caller's to answer for: whoever writes to it may have to wait, or gets `SIGBUS` with
///   [`UffdFeatures::SIGBUS`](super::UffdFeatures::SIGBUS).
/// - Where protection ends, nobody relies on being told of a write. That goes for ranges of other descriptors, too.
///
/// # Kernel
///
/// Linux 5.7, `fs/userfaultfd.c`.
/// [UFFDIO_WRITEPROTECT(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_WRITEPROTECT.2const.html)
#[doc(alias = "UFFDIO_WRITEPROTECT")]
#[inline]
pub unsafe fn ioctl_uffdio_writeprotect(
    fd: impl AsFd,
    range: UffdioRange,
    mode: UffdioWriteprotectMode,
) -> Result<()> {
    // `struct uffdio_writeprotect`.
    let mut writeprotect = [range.start, range.len, mode.bits()];
    // SAFETY: the kernel reads the 24 bytes of `writeprotect`; the caller vouches for the range.
    unsafe { update(fd, Request::UFFDIO_WRITEPROTECT, &mut writeprotect) }.map(|_| ())
}
