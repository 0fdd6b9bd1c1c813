//! `UFFDIO_REGISTER(2const)`, `UFFDIO_UNREGISTER(2const)`, `UFFDIO_WAKE(2const)`.

use static_assertions::const_assert_eq;

use super::{USERFAULTFD_IOC, UffdioIoctls, update};
use crate::errno::Result;
use crate::fd::AsFd;
use crate::types::flags;
use crate::types::ioctl::Request;

impl Request {
    /// See [`ioctl_uffdio_register`].
    pub const UFFDIO_REGISTER: Request<[u64; 4]> = Request::read_write(USERFAULTFD_IOC, 0);
    /// See [`ioctl_uffdio_unregister`].
    pub const UFFDIO_UNREGISTER: Request<UffdioRange> = Request::read(USERFAULTFD_IOC, 1);
    /// See [`ioctl_uffdio_wake`].
    pub const UFFDIO_WAKE: Request<UffdioRange> = Request::read(USERFAULTFD_IOC, 2);
}

/// A range of memory in the process that the descriptor belongs to (`struct uffdio_range`).
///
/// Start and length are multiples of the page size; of huge pages, of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioRange {
    /// The first address.
    pub start: u64,
    /// Bytes.
    pub len: u64,
}

const_assert_eq!(size_of::<UffdioRange>(), 16);

impl UffdioRange {
    /// A range of this process.
    #[inline]
    #[must_use]
    pub fn new<T>(addr: *mut T, len: usize) -> Self {
        Self {
            start: addr.expose_provenance() as u64,
            len: len as u64,
        }
    }
}

flags! {
    /// `UFFDIO_REGISTER_MODE_*`: which faults of a range are told.
    pub struct UffdioRegisterMode: u64 {
        /// No page is there.
        const MISSING ("UFFDIO_REGISTER_MODE_MISSING") = 1;
        /// A page is write-protected, by [`ioctl_uffdio_writeprotect`](super::ioctl_uffdio_writeprotect) (Linux 5.7).
        const WP ("UFFDIO_REGISTER_MODE_WP") = 2;
        /// The file has a page, and the mapping does not yet (Linux 5.13).
        const MINOR ("UFFDIO_REGISTER_MODE_MINOR") = 4;
    }
}

/// `ioctl(2)`, `UFFDIO_REGISTER`: from now on the descriptor tells of faults in a range, and their threads wait.
///
/// Returns the requests that this range takes. Registering once more changes the mode.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`BUSY`](crate::Errno::BUSY): another descriptor tells of faults there.
/// - [`INVAL`](crate::Errno::INVAL): no mode or an unknown one; a range that is empty, is not made of whole pages, or
///   leaves the address space; nothing is mapped there, or what cannot have this mode; no [`ioctl_uffdio_api`] before.
/// - [`NOMEM`](crate::Errno::NOMEM): a mapping would have to be cut in two, and there are too many already, or the
///   process has ended.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
/// - [`PERM`](crate::Errno::PERM): a shared mapping of a file that may not be written.
///
/// [`ioctl_uffdio_api`]: super::ioctl_uffdio_api
///
/// # Safety
///
/// - The range is this caller's to answer for: whoever accesses it, in this process or in the kernel for it, may have
///   to wait for whoever reads the descriptor, or gets `SIGBUS` with
///   [`UffdFeatures::SIGBUS`](super::UffdFeatures::SIGBUS).
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_REGISTER(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_REGISTER.2const.html)
#[doc(alias = "UFFDIO_REGISTER")]
#[inline]
pub unsafe fn ioctl_uffdio_register(
    fd: impl AsFd,
    range: UffdioRange,
    mode: UffdioRegisterMode,
) -> Result<UffdioIoctls> {
    // `struct uffdio_register`: the last word is the kernel's answer.
    let mut register = [range.start, range.len, mode.bits(), 0];
    // SAFETY: the kernel reads and writes the 32 bytes of `register`; the caller vouches for the range.
    unsafe { update(fd, Request::UFFDIO_REGISTER, &mut register) }
        .map(|_| UffdioIoctls::from_bits_retain(register[3]))
}

/// `ioctl(2)`, `UFFDIO_UNREGISTER`: faults in a range are the kernel's to serve again, and whoever waits goes on.
///
/// A range where nothing is registered is no error. Write protection ends, too.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a range that is empty, is not made of whole pages, or leaves the address space;
///   nothing is mapped there, or what no descriptor can tell of; since Linux 6.17 also what another descriptor tells
///   of; no [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before.
/// - [`NOMEM`](crate::Errno::NOMEM): a mapping would have to be cut in two, and there are too many already, or the
///   process has ended.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
///
/// # Safety
///
/// - Nobody relies on what would have been put where pages are missing, or on being told of a write: from now on
///   missing pages are zeros, or what the file has. Up to Linux 6.16 that goes for ranges of other descriptors, too.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_UNREGISTER(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_UNREGISTER.2const.html)
#[doc(alias = "UFFDIO_UNREGISTER")]
#[inline]
pub unsafe fn ioctl_uffdio_unregister(fd: impl AsFd, range: UffdioRange) -> Result<()> {
    let mut range = range;
    // SAFETY: the kernel reads the 16 bytes of `range`, which the caller vouches for. By the number it writes them, and
    // what a program serves does.
    unsafe { update(fd, Request::UFFDIO_UNREGISTER, &mut range) }.map(|_| ())
}

/// `ioctl(2)`, `UFFDIO_WAKE`: every thread that waits for a fault in a range tries its access again.
///
/// The call is safe: whoever finds the page still missing waits again, and is told of again.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a range that is empty, is not made of whole pages, or leaves the address space; no
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) before.
/// - [`NOTTY`](crate::Errno::NOTTY): not a descriptor for page faults.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`. [UFFDIO_WAKE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_WAKE.2const.html)
#[doc(alias = "UFFDIO_WAKE")]
#[inline]
pub fn ioctl_uffdio_wake(fd: impl AsFd, range: UffdioRange) -> Result<()> {
    let mut range = range;
    // SAFETY: the kernel reads the 16 bytes of `range`, or writes them as above, and no page changes.
    unsafe { update(fd, Request::UFFDIO_WAKE, &mut range) }.map(|_| ())
}
