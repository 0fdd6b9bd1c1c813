//! `eventfd2(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// `EFD_*`: of which kind an event counter is.
    pub struct EventfdFlags: u32 {
        /// A read takes 1, not all.
        const SEMAPHORE ("EFD_SEMAPHORE") = 1;
        /// Reading 0 is `EAGAIN`, and so is adding too much.
        const NONBLOCK ("EFD_NONBLOCK") = 0o4000;
        /// Closed by `execve`.
        const CLOEXEC ("EFD_CLOEXEC") = 0o2000000;
    }
}

/// `eventfd2(2)`: opens a 64-bit counter in the kernel, which starts at `initval`.
///
/// It is read and written as 8 bytes in the machine's order: a write adds, a read takes all, or waits while it is 0.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): unknown flags.
/// - [`MFILE`](crate::Errno::MFILE): too many descriptors in the process.
/// - [`NFILE`](crate::Errno::NFILE): too many files in the system.
/// - [`NODEV`](crate::Errno::NODEV): no anonymous inodes.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory in the kernel.
///
/// # Kernel
///
/// Linux 2.6.27, `fs/eventfd.c`. [eventfd(2)](https://man7.org/linux/man-pages/man2/eventfd.2.html)
#[doc(alias = "eventfd")]
#[inline]
pub fn eventfd2(initval: u32, flags: EventfdFlags) -> Result<OwnedFd> {
    // SAFETY: no memory is involved; the descriptor is new.
    unsafe { sys!(EVENTFD2, initval, flags) }
}
