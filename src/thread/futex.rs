//! `futex(2)`, with a function for each operation.

use core::sync::atomic::AtomicU32;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::time::{self, Timespec};
use crate::types::{flags, only};

const FUTEX_WAIT: u32 = 0;
const FUTEX_WAKE: u32 = 1;

flags! {
    /// Flags of the futex operations (`FUTEX_*_FLAG`). The functions reject unknown bits with
    /// [`INVAL`](crate::Errno::INVAL).
    pub struct FutexFlags: u32 {
        /// Only threads of this process use the futex, which makes the call faster.
        const PRIVATE ("FUTEX_PRIVATE_FLAG") = 128;
        /// The timeout is measured on the realtime clock instead of the monotonic clock.
        /// [`futex_wait`] accepts it in Linux 4.5 to 5.12 only, and [`futex_wake`] never does.
        const CLOCK_REALTIME ("FUTEX_CLOCK_REALTIME") = 256;
    }
}

/// Combines the operation with the flags. Rejects flags with which the kernel uses an argument that
/// is not passed.
///
/// The low seven bits are the operation, and another one might write to memory: `FUTEX_WAKE_OP`
/// writes to a second address. Of the other bits, Linux 7.2 accepts `FUTEX_ROBUST_UNLOCK` (512) and
/// `FUTEX_ROBUST_LIST32` (1024), with which it clears the futex and a pointer whose address is an
/// argument that is not passed here.
#[inline]
fn operation(operation: u32, flags: FutexFlags) -> Result<u32> {
    only(flags, FutexFlags::PRIVATE | FutexFlags::CLOCK_REALTIME)?;
    Ok(flags.bits() | operation)
}

/// `futex(2)`, `FUTEX_WAIT`: sleeps until another thread wakes this futex, if the futex still has
/// the value `expected`.
///
/// `timeout` is a duration on the monotonic clock; `None` waits without a limit. The call may
/// return although the value has not changed, so the caller must check the value again.
///
/// ```
/// use core::sync::atomic::{AtomicU32, Ordering};
/// use trapgate::thread::{self, FutexFlags};
///
/// let ready = AtomicU32::new(0);
/// std::thread::scope(|scope| {
///     scope.spawn(|| {
///         ready.store(1, Ordering::Release);
///         thread::futex_wake(&ready, FutexFlags::PRIVATE, 1)
///     });
///     while ready.load(Ordering::Acquire) == 0 {
///         // An error means that the value has changed or that a signal arrived.
///         let _ = thread::futex_wait(&ready, FutexFlags::PRIVATE, 0, None);
///     }
/// });
/// ```
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): the futex has another value than `expected`.
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): `timeout` is negative or has more than 999,999,999
///   nanoseconds. Also if `flags` contains an unknown flag, without a call, because with some flags
///   newer kernels write to memory that is not passed here.
/// - [`NOSYS`](crate::Errno::NOSYS): `flags` contains [`FutexFlags::CLOCK_REALTIME`], except in
///   Linux 4.5 to 5.12.
/// - [`TIMEDOUT`](crate::Errno::TIMEDOUT): no thread woke the futex before the timeout.
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
    // SAFETY: with these flags, the kernel reads the futex and the timeout, and writes nothing.
    unsafe { sys!(FUTEX, futex.as_ptr(), operation, expected, timeout) }
}

/// `futex(2)`, `FUTEX_WAKE`: wakes up to `count` threads that wait for this futex.
///
/// Returns the number of threads woken. The kernel reads `count` as a signed number, and wakes one
/// thread even if it is not above 0. [`futex_wait`] has an example.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): a thread waits for the futex with another operation, such as
///   that of a lock with priority inheritance. Also if `flags` contains an unknown flag, without a
///   call, because with some flags newer kernels write to memory that is not passed here.
/// - [`NOSYS`](crate::Errno::NOSYS): `flags` contains [`FutexFlags::CLOCK_REALTIME`].
///
/// # Kernel
///
/// Linux 2.6, `kernel/futex/waitwake.c`; on i686 `futex_time64`, Linux 5.1.
/// [FUTEX_WAKE(2const)](https://man7.org/linux/man-pages/man2/FUTEX_WAKE.2const.html)
#[doc(alias = "futex_time64")]
#[inline]
pub fn futex_wake(futex: &AtomicU32, flags: FutexFlags, count: u32) -> Result<u32> {
    let operation = operation(FUTEX_WAKE, flags)?;
    // SAFETY: with these flags, the kernel uses the address to find the threads that wait, and
    // writes nothing.
    unsafe { sys!(FUTEX, futex.as_ptr(), operation, count) }
}
