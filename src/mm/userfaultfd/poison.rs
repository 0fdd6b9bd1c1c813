//! `UFFDIO_POISON(2const)`.

use static_assertions::const_assert_eq;

use super::{USERFAULTFD_IOC, UffdioRange, done, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

impl Request {
    /// See [`ioctl_uffdio_poison`].
    pub const UFFDIO_POISON: Request<UffdioPoison> = Request::read_write(USERFAULTFD_IOC, 8);
}

flags! {
    /// Flags for [`ioctl_uffdio_poison`] (`UFFDIO_POISON_MODE_`).
    pub struct UffdioPoisonMode: u64 {
        /// Does not wake the threads that wait for the pages. To wake them, call
        /// `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_POISON_MODE_DONTWAKE") = 1;
    }
}

/// The argument and the result of [`ioctl_uffdio_poison`] (`struct uffdio_poison`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioPoison {
    /// The range of the missing pages.
    pub range: UffdioRange,
    /// Flags of the request.
    pub mode: UffdioPoisonMode,
    /// Set by the kernel: the number of bytes poisoned, or a negated error number.
    pub updated: i64,
}

const_assert_eq!(size_of::<UffdioPoison>(), 32);

impl UffdioPoison {
    /// Creates a request.
    #[inline]
    #[must_use]
    pub const fn new(range: UffdioRange, mode: UffdioPoisonMode) -> Self {
        Self {
            range,
            mode,
            updated: 0,
        }
    }

    /// Returns the number of bytes poisoned, or 0 if the kernel reported an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.updated)
    }
}

/// `ioctl(2)`, `UFFDIO_POISON`: marks missing pages as broken, so that an access raises `SIGBUS`,
/// and wakes the threads that wait for them.
///
/// The pages behave like memory that the hardware has reported as broken. This is for a program
/// that moves memory from another machine and cannot get a page.
///
/// If the call fails, it may have poisoned pages at the start of the range;
/// [`poison.updated`](UffdioPoison::updated) contains their size. The function sets the field to 0
/// before the call, because the kernel does not write it with every error.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the call poisoned only part of the range, and the rest can be
///   requested again; or the mappings of the process are changing, and the caller must first read
///   the event that reports this.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is already present.
/// - [`INVAL`](crate::Errno::INVAL): the mode contains an unknown flag; the range is empty, does
///   not consist of whole pages, or exceeds the address space;
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called before; or the kernel is older
///   than Linux 6.6.
/// - [`NOENT`](crate::Errno::NOENT): the range is not registered, or is not within one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): memory for a page table is not available.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - No reference may point into the range, and code that accesses it must be prepared for
///   `SIGBUS`. The kernel does not check which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 6.6, `fs/userfaultfd.c`.
/// [UFFDIO_POISON(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_POISON.2const.html)
#[doc(alias = "UFFDIO_POISON")]
#[inline]
pub unsafe fn ioctl_uffdio_poison(fd: impl AsFd, poison: &mut UffdioPoison) -> Result<()> {
    poison.updated = 0;
    // SAFETY: the kernel reads and writes the 32 bytes of `poison`, and the caller has the duty for
    // the range.
    unsafe { update(fd, Request::UFFDIO_POISON, poison) }.map(|_| ())
}
