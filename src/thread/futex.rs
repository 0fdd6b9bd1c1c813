//! `futex(2)`, one function for each thing that it does.

use core::sync::atomic::AtomicU32;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::time::{self, Timespec};
use crate::types::{flags, only};

const FUTEX_WAIT: u32 = 0;
const FUTEX_WAKE: u32 = 1;

flags! {
    /// `FUTEX_*_FLAG`: how a futex is found, and by which clock to wait. The functions that take
    /// these reject unknown bits with [`INVAL`](crate::Errno::INVAL).
    pub struct FutexFlags: u32 {
        /// Threads of this process alone use it, which is faster.
        const PRIVATE ("FUTEX_PRIVATE_FLAG") = 128;
        /// The timeout is one of the realtime clock, not of the monotonic one. [`futex_wait`] accepts
        /// it in Linux 4.5 to 5.12 only, and [`futex_wake`] never does.
        const CLOCK_REALTIME ("FUTEX_CLOCK_REALTIME") = 256;
    }
}

/// The operation with the flags, if these are flags that make the kernel use no more than the arguments that are passed.
///
/// The low seven bits are the operation: `FUTEX_WAKE_OP` writes to a second address. Of the others, Linux 7.2 takes
/// `FUTEX_ROBUST_UNLOCK` (512) and `FUTEX_ROBUST_LIST32` (1024), with which it clears the futex and a pointer, whose address
/// is an argument that is not passed here.
#[inline]
fn operation(operation: u32, flags: FutexFlags) -> Result<u32> {
    only(flags, FutexFlags::PRIVATE | FutexFlags::CLOCK_REALTIME)?;
    Ok(flags.bits() | operation)
}

/// `futex(2)`, `FUTEX_WAIT`: sleeps until somebody wakes this futex, if it still has the value `expected`.
///
/// The timeout is a span of the monotonic clock; without one there is none. A return says nothing of the value: the caller looks again.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): it had another value.
/// - [`INTR`](crate::Errno::INTR): a signal came first.
/// - [`INVAL`](crate::Errno::INVAL): a timeout that is negative or has too many nanoseconds. Unknown flags, without a call:
///   some make newer kernels write to memory that is not passed here.
/// - [`NOSYS`](crate::Errno::NOSYS): [`FutexFlags::CLOCK_REALTIME`], except in Linux 4.5 to 5.12.
/// - [`TIMEDOUT`](crate::Errno::TIMEDOUT): nobody woke it in time.
///
/// # Kernel
///
/// Linux 2.6, `kernel/futex/waitwake.c`; on i686 `futex_time64`, Linux 5.1.
/// [FUTEX_WAIT(2const)](https://man7.org/linux/man-pages/man2/FUTEX_WAIT.2const.html)
#[doc(alias = "futex_time64")]
#[inline]
pub fn futex_wait(
    futex: &AtomicU32,
    flags: FutexFlags,
    expected: u32,
    timeout: Option<&Timespec>,
) -> Result<()> {
    let operation = operation(FUTEX_WAIT, flags)?;
    time::whole(timeout)?;
    // SAFETY: with these flags the kernel reads the futex and the timeout, and writes nothing.
    unsafe { sys!(FUTEX, futex.as_ptr(), operation, expected, timeout) }
}

/// `futex(2)`, `FUTEX_WAKE`: wakes up to `count` of those who wait for this futex.
///
/// Returns how many. The kernel reads `count` as signed and wakes one even if it is not above 0.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): a thread waits for it in another way, such as for a lock with priority inheritance.
///   Unknown flags, without a call: some make newer kernels write to memory that is not passed here.
/// - [`NOSYS`](crate::Errno::NOSYS): [`FutexFlags::CLOCK_REALTIME`].
///
/// # Kernel
///
/// Linux 2.6, `kernel/futex/waitwake.c`; on i686 `futex_time64`, Linux 5.1.
/// [FUTEX_WAKE(2const)](https://man7.org/linux/man-pages/man2/FUTEX_WAKE.2const.html)
#[doc(alias = "futex_time64")]
#[inline]
pub fn futex_wake(futex: &AtomicU32, flags: FutexFlags, count: u32) -> Result<u32> {
    let operation = operation(FUTEX_WAKE, flags)?;
    // SAFETY: with these flags the kernel uses the address to find the waiting threads, and writes nothing.
    unsafe { sys!(FUTEX, futex.as_ptr(), operation, count) }
}
