//! `userfaultfd(2)` and the requests of `ioctl_userfaultfd(2)`: handling page faults in user space.

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

/// The letter of all requests here, which no other driver uses.
const USERFAULTFD_IOC: u8 = 0xaa;

impl Request {
    /// See [`ioctl_userfaultfd_ioc_new`].
    pub const USERFAULTFD_IOC_NEW: Self = Self::none(USERFAULTFD_IOC, 0);
}

flags! {
    /// Flags for [`userfaultfd`] (`UFFD_`, `O_CLOEXEC`, `O_NONBLOCK`).
    pub struct UserfaultfdFlags: u32 {
        /// Handles only faults from user mode. An access by the kernel to a missing page fails with
        /// `EFAULT` (Linux 5.11).
        const USER_MODE_ONLY ("UFFD_USER_MODE_ONLY") = 1;
        /// Returns `EAGAIN` from a read if no event is pending.
        const NONBLOCK ("O_NONBLOCK") = 0o4000;
        /// Closes the descriptor at `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o2000000;
    }
}

/// `userfaultfd(2)`: opens a descriptor with which the program handles page faults of its own
/// memory.
///
/// Returns the new descriptor. Next, call [`ioctl_uffdio_api`], and then [`ioctl_uffdio_register`]
/// for each range of memory. From then on, a thread that faults there waits, and a read from the
/// descriptor returns a message about the fault, which [`UffdMsgs`] decodes. The thread continues
/// when the page is present ([`ioctl_uffdio_copy`] and similar functions), when it is writable
/// ([`ioctl_uffdio_writeprotect`]), or when another thread wakes it ([`ioctl_uffdio_wake`]). When
/// the last descriptor is closed, the kernel unregisters all ranges and wakes all threads that
/// wait.
///
/// The call is safe: no memory is registered yet.
///
/// ```no_run
/// use core::ptr;
/// use trapgate::mm::*;
///
/// let uffd = userfaultfd(UserfaultfdFlags::CLOEXEC | UserfaultfdFlags::USER_MODE_ONLY)?;
/// ioctl_uffdio_api(&uffd, UffdFeatures::empty())?;
/// let page = [7_u8; 4096];
/// // SAFETY: the mapping is new, so no other code uses it, and the page is initialised.
/// unsafe {
///     let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
///     let addr = mmap_anonymous(ptr::null_mut(), 4096, prot, flags)?;
///     let range = UffdioRange::new(addr, 4096);
///     ioctl_uffdio_register(&uffd, range, UffdioRegisterMode::MISSING)?;
///     // Filled before the first access, so no thread has to wait.
///     let mut copy = UffdioCopy::new(range.start, page.as_ptr(), 4096, UffdioCopyMode::empty());
///     ioctl_uffdio_copy(&uffd, &mut copy)?;
///     assert_eq!(addr.cast::<u8>().read(), 7);
/// }
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag.
/// - [`MFILE`](crate::Errno::MFILE): the process has too many open descriptors.
/// - [`NFILE`](crate::Errno::NFILE): the system has too many open files.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel was built without userfaultfd.
/// - [`PERM`](crate::Errno::PERM): the process lacks the privilege that the call needs without
///   `USER_MODE_ONLY`, unless `vm.unprivileged_userfaultfd` is set.
///
/// # Kernel
///
/// Linux 4.3, `fs/userfaultfd.c`.
/// [userfaultfd(2)](https://man7.org/linux/man-pages/man2/userfaultfd.2.html)
#[inline]
pub fn userfaultfd(flags: UserfaultfdFlags) -> Result<OwnedFd> {
    // SAFETY: the call accesses no memory, and the descriptor that it returns is new.
    unsafe { sys!(USERFAULTFD, flags) }
}

/// `ioctl(2)`, `USERFAULTFD_IOC_NEW`: opens a descriptor like [`userfaultfd`], for a process that
/// may open the device `/dev/userfaultfd`.
///
/// The permissions of the device replace the privilege.
///
/// # Errors
///
/// Those of [`userfaultfd`] except `PERM`, and:
///
/// - [`BADF`](crate::Errno::BADF): `device` is not open.
/// - [`NOTTY`](crate::Errno::NOTTY): `device` is not `/dev/userfaultfd`.
///
/// # Safety
///
/// - `device` must be `/dev/userfaultfd`. A file system in user space may return any number, which
///   this function would treat as a new descriptor.
///
/// # Kernel
///
/// Linux 6.1, `fs/userfaultfd.c`.
/// [userfaultfd(2)](https://man7.org/linux/man-pages/man2/userfaultfd.2.html)
#[doc(alias = "USERFAULTFD_IOC_NEW")]
#[inline]
pub unsafe fn ioctl_userfaultfd_ioc_new(
    device: impl AsFd,
    flags: UserfaultfdFlags,
) -> Result<OwnedFd> {
    // SAFETY: the call accesses no memory. The caller guarantees that `device` is the kernel's
    // device, which returns a new descriptor.
    unsafe { sys!(IOCTL, device.as_fd(), Request::USERFAULTFD_IOC_NEW, flags) }
}

/// Returns the number of bytes that a request has handled, from a count that is a negated error
/// number if the request failed.
const fn done(count: i64) -> u64 {
    if count > 0 { count as u64 } else { 0 }
}
