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
    /// Flags for [`ioctl_uffdio_writeprotect`] (`UFFDIO_WRITEPROTECT_MODE_`).
    pub struct UffdioWriteprotectMode: u64 {
        /// Protects the range, so that a write faults. Without this flag, the call removes the
        /// protection.
        const WP ("UFFDIO_WRITEPROTECT_MODE_WP") = 1;
        /// Does not wake the threads that wait for the protection to end. To wake them, call
        /// `ioctl_uffdio_wake`. Not with `WP`.
        const DONTWAKE ("UFFDIO_WRITEPROTECT_MODE_DONTWAKE") = 2;
    }
}

/// `ioctl(2)`, `UFFDIO_WRITEPROTECT`: write-protects a range, or removes the protection and wakes
/// the threads that wait.
///
/// The range must be registered with [`UffdioRegisterMode::WP`](super::UffdioRegisterMode::WP). The
/// call skips pages that are not present, unless
/// [`UffdFeatures::WP_UNPOPULATED`](super::UffdFeatures::WP_UNPOPULATED) is enabled or the range
/// maps a file.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the mappings of the process are changing, and the caller must
///   first read the event that reports this.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `mode` contains an unknown flag or both flags; the range is
///   empty, does not consist of whole pages, or exceeds the address space; or
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called before.
/// - [`NOENT`](crate::Errno::NOENT): part of the range is not registered in this mode.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - If the call protects the range, all code that writes to it must allow a write to wait or, with
///   [`UffdFeatures::SIGBUS`](super::UffdFeatures::SIGBUS), to raise `SIGBUS`.
/// - If the call removes the protection, no code may rely on a write being reported. This also
///   applies to ranges that are registered with another descriptor.
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
    // SAFETY: the kernel reads the 24 bytes of `writeprotect`, and the caller has the duties for
    // the range.
    unsafe { update(fd, Request::UFFDIO_WRITEPROTECT, &mut writeprotect) }.map(|_| ())
}
