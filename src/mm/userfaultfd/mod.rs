//! `userfaultfd(2)` and the requests of `ioctl_userfaultfd(2)`: a program serves page faults.

mod api;
mod fill;
mod moving;
mod msg;
mod poison;
mod register;
mod writeprotect;

pub use api::{UffdFeatures, UffdioApi, UffdioIoctls, ioctl_uffdio_api};
pub use fill::{
    UffdioContinue, UffdioContinueMode, UffdioCopy, UffdioCopyMode, UffdioZeropage,
    UffdioZeropageMode, ioctl_uffdio_continue, ioctl_uffdio_copy, ioctl_uffdio_zeropage,
};
pub use moving::{UffdioMove, UffdioMoveMode, ioctl_uffdio_move};
pub use msg::{UffdMsg, UffdMsgs, UffdPagefaultFlags};
pub use poison::{UffdioPoison, UffdioPoisonMode, ioctl_uffdio_poison};
pub use register::{
    UffdioRange, UffdioRegisterMode, ioctl_uffdio_register, ioctl_uffdio_unregister,
    ioctl_uffdio_wake,
};
pub use writeprotect::{UffdioWriteprotectMode, ioctl_uffdio_writeprotect};

use crate::errno::Result;
use crate::fd::{AsFd, OwnedFd};
use crate::sys::sys;
use crate::types::flags;
use crate::types::ioctl::{Request, update};

/// The letter of all requests here; it is no other driver's.
const USERFAULTFD_IOC: u8 = 0xaa;

impl Request {
    /// See [`ioctl_userfaultfd_ioc_new`].
    pub const USERFAULTFD_IOC_NEW: Self = Self::none(USERFAULTFD_IOC, 0);
}

flags! {
    /// `UFFD_*`, `O_CLOEXEC` and `O_NONBLOCK`: of which kind a descriptor for page faults is.
    pub struct UserfaultfdFlags: u32 {
        /// Faults of the program alone: an access of the kernel's to a page that waits is `EFAULT` (Linux 5.11).
        const USER_MODE_ONLY ("UFFD_USER_MODE_ONLY") = 1;
        /// A read with nothing to tell is `EAGAIN`.
        const NONBLOCK ("O_NONBLOCK") = 0o4000;
        /// Closed by `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o2000000;
    }
}

/// `userfaultfd(2)`: opens a descriptor by which this program serves page faults of its own.
///
/// [`ioctl_uffdio_api`] comes next, then [`ioctl_uffdio_register`] for each range of memory. From then on a fault there
/// makes its thread wait, and reading the descriptor tells of it: [`UffdMsgs`] goes through what was read. The thread
/// goes on when the page is there ([`ioctl_uffdio_copy`] and its kin), is writable ([`ioctl_uffdio_writeprotect`]) or
/// is woken ([`ioctl_uffdio_wake`]). When the last descriptor is closed, nothing is registered any more, and whoever
/// waits goes on.
///
/// The call is safe: nothing is registered yet.
///
/// ```no_run
/// use core::ptr;
/// use trapgate::mm::*;
///
/// let uffd = userfaultfd(UserfaultfdFlags::CLOEXEC | UserfaultfdFlags::USER_MODE_ONLY)?;
/// ioctl_uffdio_api(&uffd, UffdFeatures::empty())?;
/// let page = [7_u8; 4096];
/// // SAFETY: a new mapping, which nobody else knows, and a page of bytes.
/// unsafe {
///     let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
///     let addr = mmap_anonymous(ptr::null_mut(), 4096, prot, flags)?;
///     let range = UffdioRange::new(addr, 4096);
///     ioctl_uffdio_register(&uffd, range, UffdioRegisterMode::MISSING)?;
///     // Before anybody touches it: nobody has to wait.
///     let mut copy = UffdioCopy::new(range.start, page.as_ptr(), 4096, UffdioCopyMode::empty());
///     ioctl_uffdio_copy(&uffd, &mut copy)?;
///     assert_eq!(addr.cast::<u8>().read(), 7);
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): unknown flags.
/// - [`MFILE`](crate::Errno::MFILE): too many descriptors in the process.
/// - [`NFILE`](crate::Errno::NFILE): too many files in the system.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory in the kernel.
/// - [`NOSYS`](crate::Errno::NOSYS): a kernel without it.
/// - [`PERM`](crate::Errno::PERM): not privileged, without `USER_MODE_ONLY`; `vm.unprivileged_userfaultfd` rules it.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`. [userfaultfd(2)](https://man7.org/linux/man-pages/man2/userfaultfd.2.html)
#[inline]
pub fn userfaultfd(flags: UserfaultfdFlags) -> Result<OwnedFd> {
    // SAFETY: no memory is involved; the descriptor is new.
    unsafe { sys!(USERFAULTFD, flags) }
}

/// `ioctl(2)`, `USERFAULTFD_IOC_NEW`: as [`userfaultfd`], for whoever may open the device `/dev/userfaultfd`.
///
/// The device's permissions take the place of privilege.
///
/// # Errors
///
/// Those of [`userfaultfd`] except `PERM`, and:
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`NOTTY`](crate::Errno::NOTTY): not that device.
///
/// # Safety
///
/// - `device` is `/dev/userfaultfd`. A file system in user space may answer any number, which would be taken for a
///   descriptor of this caller's.
///
/// # Kernel
///
/// Linux 6.1, `fs/userfaultfd.c`. [userfaultfd(2)](https://man7.org/linux/man-pages/man2/userfaultfd.2.html)
#[doc(alias = "USERFAULTFD_IOC_NEW")]
#[inline]
pub unsafe fn ioctl_userfaultfd_ioc_new(
    device: impl AsFd,
    flags: UserfaultfdFlags,
) -> Result<OwnedFd> {
    // SAFETY: no memory is involved, and the caller vouches for the device, which answers with a new descriptor.
    unsafe { sys!(IOCTL, device.as_fd(), Request::USERFAULTFD_IOC_NEW, flags) }
}

/// The bytes that a request has done, of a count that is a negated error where it has none.
const fn done(count: i64) -> u64 {
    if count > 0 { count as u64 } else { 0 }
}
