//! `timerfd_create(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;
use crate::types::flags;
use crate::types::time::ClockId;

flags! {
    /// Flags for [`timerfd_create`] (`TFD_`).
    pub struct TimerfdFlags: u32 {
        /// Returns `EAGAIN` from a read if the timer has not expired.
        const NONBLOCK ("TFD_NONBLOCK") = 0o4000;
        /// Closes the descriptor at `execve`.
        const CLOEXEC ("TFD_CLOEXEC") = 0o2000000;
    }
}

/// `timerfd_create(2)`: creates a timer on `clock` that a program waits for through a descriptor.
///
/// The timer is not armed. A read of 8 bytes waits until the timer expires, and returns how often
/// it has expired since the last read, in native byte order.
///
/// ```
/// use trapgate::Errno;
/// use trapgate::event::{self, TimerfdFlags};
/// use trapgate::io;
/// use trapgate::time::ClockId;
///
/// let timer = event::timerfd_create(ClockId::MONOTONIC, TimerfdFlags::NONBLOCK)?;
/// assert_eq!(io::read(&timer, &mut [0; 8]), Err(Errno::AGAIN));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag, or `clock` is none of
///   `REALTIME`, `MONOTONIC`, `BOOTTIME`, `REALTIME_ALARM` and `BOOTTIME_ALARM`.
/// - [`MFILE`](crate::Errno::MFILE): the process has too many open descriptors.
/// - [`NFILE`](crate::Errno::NFILE): the system has too many open files.
/// - [`NODEV`](crate::Errno::NODEV): the kernel could not mount the file system of anonymous
///   inodes.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`PERM`](crate::Errno::PERM): `clock` is an alarm clock, and the caller lacks
///   `CAP_WAKE_ALARM`.
///
/// # Kernel
///
/// Linux 2.6.25, `fs/timerfd.c`.
/// [timerfd_create(2)](https://man7.org/linux/man-pages/man2/timerfd_create.2.html)
#[inline]
pub fn timerfd_create(clock: ClockId, flags: TimerfdFlags) -> Result<OwnedFd> {
    // SAFETY: the call accesses no memory, and the descriptor that it returns is new.
    unsafe { sys!(TIMERFD_CREATE, clock, flags) }
}
