//! `UFFDIO_REGISTER(2const)`, `UFFDIO_UNREGISTER(2const)` and `UFFDIO_WAKE(2const)`.

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
/// Start and length are multiples of the page size or, in a mapping of huge pages, of their size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct UffdioRange {
    /// The first address.
    pub start: u64,
    /// The length in bytes.
    pub len: u64,
}

const_assert_eq!(size_of::<UffdioRange>(), 16);

impl UffdioRange {
    /// Creates a range of the calling process's memory.
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
    /// The faults that a range reports (`UFFDIO_REGISTER_MODE_`).
    pub struct UffdioRegisterMode: u64 {
        /// Faults on missing pages.
        const MISSING ("UFFDIO_REGISTER_MODE_MISSING") = 1;
        /// Writes to pages that [`ioctl_uffdio_writeprotect`](super::ioctl_uffdio_writeprotect) has
        /// protected (Linux 5.7).
        const WP ("UFFDIO_REGISTER_MODE_WP") = 2;
        /// Faults on pages that the file has but that are not mapped yet (Linux 5.13).
        const MINOR ("UFFDIO_REGISTER_MODE_MINOR") = 4;
    }
}

/// `ioctl(2)`, `UFFDIO_REGISTER`: makes the descriptor report faults in a range, and their threads
/// wait.
///
/// Returns the requests that the range supports. Registering a range again changes the mode.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): another descriptor reports faults in the range.
/// - [`INVAL`](crate::Errno::INVAL): `mode` is empty or contains an unknown flag; the range is
///   empty, does not consist of whole pages, or exceeds the address space; nothing is mapped in the
///   range, or memory that does not support the mode; or [`ioctl_uffdio_api`] was not called
///   before.
/// - [`NOMEM`](crate::Errno::NOMEM): a mapping would have to be split, and the process has too many
///   mappings; or the process has ended.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
/// - [`PERM`](crate::Errno::PERM): the range is a shared mapping of a file that may not be written.
///
/// [`ioctl_uffdio_api`]: super::ioctl_uffdio_api
///
/// # Safety
///
/// - All code that accesses the range, including the kernel on behalf of this process, must allow
///   an access to wait until a thread that reads the descriptor handles it. With
///   [`UffdFeatures::SIGBUS`](super::UffdFeatures::SIGBUS), it must allow an access to raise
///   `SIGBUS` instead.
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
    // `struct uffdio_register`, whose last word the kernel sets.
    let mut register = [range.start, range.len, mode.bits(), 0];
    // SAFETY: the kernel reads and writes the 32 bytes of `register`, and the caller has the duty
    // for the range.
    unsafe { update(fd, Request::UFFDIO_REGISTER, &mut register) }
        .map(|_| UffdioIoctls::from_bits_retain(register[3]))
}

/// `ioctl(2)`, `UFFDIO_UNREGISTER`: makes the kernel handle faults in a range again, and wakes the
/// threads that wait.
///
/// Unregistering a range that is not registered is not an error. Write protection ends too.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the range is empty, does not consist of whole pages, or
///   exceeds the address space; nothing is mapped in the range, or memory that cannot be
///   registered; since Linux 6.17 also if another descriptor reports its faults; or
///   [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called before.
/// - [`NOMEM`](crate::Errno::NOMEM): a mapping would have to be split, and the process has too many
///   mappings; or the process has ended.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
///
/// # Safety
///
/// - No code may rely on the content that a handler would have put into missing pages, or on a
///   write being reported. After the call, missing pages contain zeros or what the file has. Up to
///   Linux 6.16, this also applies to ranges that are registered with another descriptor.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_UNREGISTER(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_UNREGISTER.2const.html)
#[doc(alias = "UFFDIO_UNREGISTER")]
#[inline]
pub unsafe fn ioctl_uffdio_unregister(fd: impl AsFd, range: UffdioRange) -> Result<()> {
    let mut range = range;
    // SAFETY: the kernel reads the 16 bytes of `range`, and the caller has the duty for that range.
    // The number states that they are written, which a file in user space may do.
    unsafe { update(fd, Request::UFFDIO_UNREGISTER, &mut range) }.map(|_| ())
}

/// `ioctl(2)`, `UFFDIO_WAKE`: wakes every thread that waits for a fault in a range, so that it
/// repeats its access.
///
/// The call is safe: a thread whose page is still missing waits again, and its fault is reported
/// again.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the range is empty, does not consist of whole pages, or
///   exceeds the address space; or [`ioctl_uffdio_api`](super::ioctl_uffdio_api) was not called
///   before.
/// - [`NOTTY`](crate::Errno::NOTTY): `fd` is not a userfaultfd descriptor.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [UFFDIO_WAKE(2const)](https://man7.org/linux/man-pages/man2/UFFDIO_WAKE.2const.html)
#[doc(alias = "UFFDIO_WAKE")]
#[inline]
pub fn ioctl_uffdio_wake(fd: impl AsFd, range: UffdioRange) -> Result<()> {
    let mut range = range;
    // SAFETY: the kernel reads the 16 bytes of `range`, which a file in user space may also write,
    // and changes no page.
    unsafe { update(fd, Request::UFFDIO_WAKE, &mut range) }.map(|_| ())
}
