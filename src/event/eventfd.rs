//! `eventfd2(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`eventfd2`] (`EFD_`).
    pub struct EventfdFlags: u32 {
        /// Subtracts 1 from the counter at each read, instead of resetting it to 0.
        const SEMAPHORE ("EFD_SEMAPHORE") = 1;
        /// Returns `EAGAIN` from a read if the counter is 0, and from a write if the sum would be
        /// too large.
        const NONBLOCK ("EFD_NONBLOCK") = 0o4000;
        /// Closes the descriptor at `execve`.
        const CLOEXEC ("EFD_CLOEXEC") = 0o2000000;
    }
}

/// `eventfd2(2)`: creates a 64-bit counter in the kernel, which starts at `initval`.
///
/// The counter is read and written as 8 bytes in native byte order. A write adds to the counter. A
/// read returns the counter and resets it to 0; it waits while the counter is 0.
///
/// ```
/// use trapgate::event::{self, EventfdFlags};
/// use trapgate::io;
///
/// let counter = event::eventfd2(3, EventfdFlags::CLOEXEC)?;
/// io::write(&counter, &4_u64.to_ne_bytes())?;
/// let mut sum = [0; 8];
/// io::read(&counter, &mut sum)?;
/// assert_eq!(u64::from_ne_bytes(sum), 7);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag.
/// - [`MFILE`](crate::Errno::MFILE): the process has too many open descriptors.
/// - [`NFILE`](crate::Errno::NFILE): the system has too many open files.
/// - [`NODEV`](crate::Errno::NODEV): the kernel could not mount the file system of anonymous
///   inodes.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
///
/// # Kernel
///
/// Linux 2.6.27, `fs/eventfd.c`. [eventfd(2)](https://man7.org/linux/man-pages/man2/eventfd.2.html)
#[doc(alias = "eventfd")]
#[inline]
pub fn eventfd2(initval: u32, flags: EventfdFlags) -> Result<OwnedFd> {
    // SAFETY: the call accesses no memory, and the descriptor that it returns is new.
    unsafe { sys!(EVENTFD2, initval, flags) }
}
