//! `sched_yield(2)`.

use crate::sys::sys;

/// `sched_yield(2)`: lets another thread run on this CPU.
///
/// # Kernel
///
/// Linux 2.0, `kernel/sched/syscalls.c`.
/// [sched_yield(2)](https://man7.org/linux/man-pages/man2/sched_yield.2.html)
#[inline]
pub fn sched_yield() {
    // SAFETY: the call has no arguments, accesses no memory and cannot fail.
    unsafe { sys!(SCHED_YIELD) }
}
