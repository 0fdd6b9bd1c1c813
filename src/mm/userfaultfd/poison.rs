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
    /// `UFFDIO_POISON_MODE_*`: how pages are poisoned.
    pub struct UffdioPoisonMode: u64 {
        /// Whoever waits goes on waiting, for `ioctl_uffdio_wake`.
        const DONTWAKE ("UFFDIO_POISON_MODE_DONTWAKE") = 1;
    }
}

/// What [`ioctl_uffdio_poison`] is asked, and what it has done (`struct uffdio_poison`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioPoison {
    /// Where pages are missing.
    pub range: UffdioRange,
    /// How.
    pub mode: UffdioPoisonMode,
    /// Bytes poisoned, or a negated error: the kernel's answer.
    pub updated: i64,
}

const_assert_eq!(size_of::<UffdioPoison>(), 32);

impl UffdioPoison {
    /// A request that has done nothing yet.
    #[inline]
    #[must_use]
    pub const fn new(range: UffdioRange, mode: UffdioPoisonMode) -> Self {
        Self {
            range,
            mode,
            updated: 0,
        }
    }

    /// Bytes poisoned, 0 where the kernel has answered an error.
    #[inline]
    #[must_use]
    pub const fn done(&self) -> u64 {
        done(self.updated)
    }
}

/// `ioctl(2)`, `UFFDIO_POISON`: marks missing pages as broken, so that an access is `SIGBUS`, and wakes whoever waits.
///
/// As for memory that the machine has found broken: for whoever moves memory from elsewhere and cannot get a page.
///
/// An error loses nothing: [`poison.updated`](UffdioPoison::updated) is what was done, pages from the front. It is
/// set to 0 before the call, as not every error writes it.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): less than all was done, and the rest may be asked for; or the mappings of the
///   process are changing, and an event of that is to be read first.
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`EXIST`](crate::Errno::EXIST): the first page is there already.
/// - [`INVAL`](crate::Errno::INVAL): an unknown mode; a range that is empty, is not made of whole pages, or leaves the
///   address space; no [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before; a kernel before Linux 6.6.
/// - [`NOENT`](crate::Errno::NOENT): the range is not registered, or not all in one mapping.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory for a page table.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended.
///
/// # Safety
///
/// - The range is this caller's to take away: no reference leads there, and whoever accesses it is ready for `SIGBUS`.
///   The kernel does not ask which descriptor the range is registered with.
///
/// # Kernel
///
/// Linux 6.6, `fs/userfaultfd.c`.
/// [UFFDIO_POISON(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_POISON.2const.html)
#[doc(alias = "UFFDIO_POISON")]
#[inline]
pub unsafe fn ioctl_uffdio_poison(fd: impl AsFd, poison: &mut UffdioPoison) -> Result<()> {
    poison.updated = 0;
    // SAFETY: the kernel reads and writes the 32 bytes of `poison`; the caller vouches for the range.
    unsafe { update(fd, Request::UFFDIO_POISON, poison) }.map(|_| ())
}
