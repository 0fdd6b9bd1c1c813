//! `UFFDIO_API(2const)`.

use static_assertions::const_assert_eq;

use super::{USERFAULTFD_IOC, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

/// The version of the interface. Only one exists.
const UFFD_API: u64 = 0xaa;

impl Request {
    /// See [`ioctl_uffdio_api`].
    pub const UFFDIO_API: Request<UffdioApi> = Request::read_write(USERFAULTFD_IOC, 0x3f);
}

flags! {
    /// Features of a userfaultfd descriptor (`UFFD_FEATURE_`): what it reports and supports beyond
    /// faults on missing pages.
    pub struct UffdFeatures: u64 {
        /// Supports write-protecting pages, and reports a write to such a page in the flags of the
        /// fault (Linux 5.7).
        const PAGEFAULT_FLAG_WP ("UFFD_FEATURE_PAGEFAULT_FLAG_WP") = 1 << 0;
        /// Reports `fork`, and registers the child's memory as well. Requires privileges (Linux
        /// 4.11).
        const EVENT_FORK ("UFFD_FEATURE_EVENT_FORK") = 1 << 1;
        /// Reports `mremap` (Linux 4.11).
        const EVENT_REMAP ("UFFD_FEATURE_EVENT_REMAP") = 1 << 2;
        /// Reports `madvise` that drops pages: `DONTNEED`, `FREE` and `REMOVE` (Linux 4.11).
        const EVENT_REMOVE ("UFFD_FEATURE_EVENT_REMOVE") = 1 << 3;
        /// Supports missing pages of hugetlbfs (Linux 4.11).
        const MISSING_HUGETLBFS ("UFFD_FEATURE_MISSING_HUGETLBFS") = 1 << 4;
        /// Supports missing pages of shared memory and tmpfs (Linux 4.11).
        const MISSING_SHMEM ("UFFD_FEATURE_MISSING_SHMEM") = 1 << 5;
        /// Reports `munmap` and other calls that unmap memory (Linux 4.11).
        const EVENT_UNMAP ("UFFD_FEATURE_EVENT_UNMAP") = 1 << 6;
        /// Raises `SIGBUS` in the thread that faults, and does not report the fault (Linux 4.14).
        const SIGBUS ("UFFD_FEATURE_SIGBUS") = 1 << 7;
        /// Reports the thread that faulted (Linux 4.14).
        const THREAD_ID ("UFFD_FEATURE_THREAD_ID") = 1 << 8;
        /// Supports minor faults of hugetlbfs (Linux 5.13).
        const MINOR_HUGETLBFS ("UFFD_FEATURE_MINOR_HUGETLBFS") = 1 << 9;
        /// Supports minor faults of shared memory and tmpfs (Linux 5.14).
        const MINOR_SHMEM ("UFFD_FEATURE_MINOR_SHMEM") = 1 << 10;
        /// Reports the exact address of a fault, instead of that of the page (Linux 5.18).
        const EXACT_ADDRESS ("UFFD_FEATURE_EXACT_ADDRESS") = 1 << 11;
        /// Supports write-protecting hugetlbfs and shared memory (Linux 5.19).
        const WP_HUGETLBFS_SHMEM ("UFFD_FEATURE_WP_HUGETLBFS_SHMEM") = 1 << 12;
        /// Supports write-protecting pages that are not present yet (Linux 6.4).
        const WP_UNPOPULATED ("UFFD_FEATURE_WP_UNPOPULATED") = 1 << 13;
        /// Supports poisoning pages (Linux 6.6).
        const POISON ("UFFD_FEATURE_POISON") = 1 << 14;
        /// A write removes the protection without a report, and the program later asks which pages
        /// were written. Includes `WP_UNPOPULATED`, which the kernel adds (Linux 6.7).
        const WP_ASYNC ("UFFD_FEATURE_WP_ASYNC") = 1 << 15;
        /// Supports moving pages (Linux 6.8).
        const MOVE ("UFFD_FEATURE_MOVE") = 1 << 16;
    }
}

flags! {
    /// The requests that a descriptor or a registered range supports. Each bit is the number of a
    /// request (`_UFFDIO_`).
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

/// The result of [`ioctl_uffdio_api`] (`struct uffdio_api`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioApi {
    /// The version of the interface, 0xaa.
    pub api: u64,
    /// All features that the kernel supports, whether enabled or not.
    pub features: UffdFeatures,
    /// The requests that the descriptor supports.
    pub ioctls: UffdioIoctls,
}

const_assert_eq!(size_of::<UffdioApi>(), 24);

/// `ioctl(2)`, `UFFDIO_API`: enables features, and returns what the kernel supports. This must be
/// the first request on a descriptor.
///
/// The request succeeds once for each descriptor. To find out what the kernel supports before
/// enabling features, make the request on another descriptor, without features.
///
/// The call is safe: features affect only memory that is registered later, and
/// [`ioctl_uffdio_register`](super::ioctl_uffdio_register) lists the duties for that.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kernel does not support one of the features, or features
///   are already enabled.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`PERM`](crate::Errno::PERM): `features` contains [`UffdFeatures::EVENT_FORK`], and the
///   process lacks `CAP_SYS_PTRACE`.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_API(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_API.2const.html)
#[doc(alias = "UFFDIO_API")]
#[inline]
pub fn ioctl_uffdio_api(fd: impl AsFd, features: UffdFeatures) -> Result<UffdioApi> {
    let mut api = UffdioApi {
        api: UFFD_API,
        features,
        ioctls: UffdioIoctls::empty(),
    };
    // SAFETY: the kernel reads and writes the 24 bytes of `api`, and no memory is registered yet.
    unsafe { update(fd, Request::UFFDIO_API, &mut api) }.map(|_| api)
}
