//! `UFFDIO_API(2const)`.

use static_assertions::const_assert_eq;

use super::{USERFAULTFD_IOC, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

/// The one version of the interface.
const UFFD_API: u64 = 0xaa;

impl Request {
    /// See [`ioctl_uffdio_api`].
    pub const UFFDIO_API: Request<UffdioApi> = Request::read_write(USERFAULTFD_IOC, 0x3f);
}

flags! {
    /// `UFFD_FEATURE_*`: what a descriptor for page faults tells and does beyond faults of missing pages.
    pub struct UffdFeatures: u64 {
        /// Pages can be write-protected, and a fault's flags say so (Linux 5.7).
        const PAGEFAULT_FLAG_WP ("UFFD_FEATURE_PAGEFAULT_FLAG_WP") = 1 << 0;
        /// `fork` is told, and the child's memory is registered too; privileged (Linux 4.11).
        const EVENT_FORK ("UFFD_FEATURE_EVENT_FORK") = 1 << 1;
        /// `mremap` is told (Linux 4.11).
        const EVENT_REMAP ("UFFD_FEATURE_EVENT_REMAP") = 1 << 2;
        /// `madvise` that drops pages is told: `DONTNEED`, `FREE`, `REMOVE` (Linux 4.11).
        const EVENT_REMOVE ("UFFD_FEATURE_EVENT_REMOVE") = 1 << 3;
        /// Missing pages of hugetlbfs (Linux 4.11).
        const MISSING_HUGETLBFS ("UFFD_FEATURE_MISSING_HUGETLBFS") = 1 << 4;
        /// Missing pages of shared memory and tmpfs (Linux 4.11).
        const MISSING_SHMEM ("UFFD_FEATURE_MISSING_SHMEM") = 1 << 5;
        /// `munmap` and what else unmaps is told (Linux 4.11).
        const EVENT_UNMAP ("UFFD_FEATURE_EVENT_UNMAP") = 1 << 6;
        /// A fault is `SIGBUS` for its thread and is not told (Linux 4.14).
        const SIGBUS ("UFFD_FEATURE_SIGBUS") = 1 << 7;
        /// A fault tells its thread (Linux 4.14).
        const THREAD_ID ("UFFD_FEATURE_THREAD_ID") = 1 << 8;
        /// Minor faults of hugetlbfs (Linux 5.13).
        const MINOR_HUGETLBFS ("UFFD_FEATURE_MINOR_HUGETLBFS") = 1 << 9;
        /// Minor faults of shared memory and tmpfs (Linux 5.14).
        const MINOR_SHMEM ("UFFD_FEATURE_MINOR_SHMEM") = 1 << 10;
        /// A fault tells its address to the byte, not the page (Linux 5.18).
        const EXACT_ADDRESS ("UFFD_FEATURE_EXACT_ADDRESS") = 1 << 11;
        /// Write protection of hugetlbfs and shared memory (Linux 5.19).
        const WP_HUGETLBFS_SHMEM ("UFFD_FEATURE_WP_HUGETLBFS_SHMEM") = 1 << 12;
        /// Write protection of pages that are not there yet (Linux 6.4).
        const WP_UNPOPULATED ("UFFD_FEATURE_WP_UNPOPULATED") = 1 << 13;
        /// Pages can be poisoned (Linux 6.6).
        const POISON ("UFFD_FEATURE_POISON") = 1 << 14;
        /// A write takes the protection away by itself, for whoever asks later what was written; with `WP_UNPOPULATED`,
        /// which the kernel adds (Linux 6.7).
        const WP_ASYNC ("UFFD_FEATURE_WP_ASYNC") = 1 << 15;
        /// Pages can be moved (Linux 6.8).
        const MOVE ("UFFD_FEATURE_MOVE") = 1 << 16;
    }
}

flags! {
    /// Which requests a descriptor, or a registered range, takes: each bit is the number of one (`_UFFDIO_*`).
    pub struct UffdioIoctls: u64 {
        /// [`ioctl_uffdio_register`](super::ioctl_uffdio_register).
        const REGISTER ("_UFFDIO_REGISTER") = 1 << 0;
        /// [`ioctl_uffdio_unregister`](super::ioctl_uffdio_unregister).
        const UNREGISTER ("_UFFDIO_UNREGISTER") = 1 << 1;
        /// [`ioctl_uffdio_wake`](super::ioctl_uffdio_wake).
        const WAKE ("_UFFDIO_WAKE") = 1 << 2;
        /// [`ioctl_uffdio_copy`](super::ioctl_uffdio_copy).
        const COPY ("_UFFDIO_COPY") = 1 << 3;
        /// [`ioctl_uffdio_zeropage`](super::ioctl_uffdio_zeropage).
        const ZEROPAGE ("_UFFDIO_ZEROPAGE") = 1 << 4;
        /// [`ioctl_uffdio_move`](super::ioctl_uffdio_move).
        const MOVE ("_UFFDIO_MOVE") = 1 << 5;
        /// [`ioctl_uffdio_writeprotect`](super::ioctl_uffdio_writeprotect).
        const WRITEPROTECT ("_UFFDIO_WRITEPROTECT") = 1 << 6;
        /// [`ioctl_uffdio_continue`](super::ioctl_uffdio_continue).
        const CONTINUE ("_UFFDIO_CONTINUE") = 1 << 7;
        /// [`ioctl_uffdio_poison`](super::ioctl_uffdio_poison).
        const POISON ("_UFFDIO_POISON") = 1 << 8;
        /// [`ioctl_uffdio_api`].
        const API ("_UFFDIO_API") = 1 << 63;
    }
}

/// What [`ioctl_uffdio_api`] tells (`struct uffdio_api`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioApi {
    /// The version of the interface: 0xaa.
    pub api: u64,
    /// Every feature that this kernel has, on or off.
    pub features: UffdFeatures,
    /// The requests that the descriptor takes.
    pub ioctls: UffdioIoctls,
}

const_assert_eq!(size_of::<UffdioApi>(), 24);

/// `ioctl(2)`, `UFFDIO_API`: turns features on, before anything else, and tells what the kernel has.
///
/// It succeeds once for each descriptor: whoever wants to know first what there is, asks by another one, without
/// features.
///
/// The call is safe: features count for memory that is registered later, for which
/// [`ioctl_uffdio_register`](super::ioctl_uffdio_register) has duties.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a feature that this kernel does not have, or features are on already.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`PERM`](crate::Errno::PERM): [`UffdFeatures::EVENT_FORK`] without `CAP_SYS_PTRACE`.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`. [UFFDIO_API(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_API.2const.html)
#[doc(alias = "UFFDIO_API")]
#[inline]
pub fn ioctl_uffdio_api(fd: impl AsFd, features: UffdFeatures) -> Result<UffdioApi> {
    let mut api = UffdioApi {
        api: UFFD_API,
        features,
        ioctls: UffdioIoctls::empty(),
    };
    // SAFETY: the kernel reads and writes the 24 bytes of `api`; no memory is registered yet.
    unsafe { update(fd, Request::UFFDIO_API, &mut api) }.map(|_| api)
}
