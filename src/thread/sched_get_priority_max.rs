//! `sched_get_priority_max(2)`.

use crate::errno::Result;
use crate::sys::sys;
use crate::types::constants;

constants! {
    /// A scheduling policy (`SCHED_`).
    pub struct SchedPolicy: i32 {
        /// Time sharing according to nice values. The default.
        const NORMAL ("SCHED_NORMAL", "SCHED_OTHER") = 0;
        /// Real time: runs until it waits, yields, or a thread of a higher priority is ready.
        const FIFO ("SCHED_FIFO") = 1;
        /// Real time: like `FIFO`, but threads of the same priority take turns.
        const RR ("SCHED_RR") = 2;
        /// Like `NORMAL`, for work that does not need the CPU immediately.
        const BATCH ("SCHED_BATCH") = 3;
        /// Runs below every nice value of `NORMAL`.
        const IDLE ("SCHED_IDLE") = 5;
        /// Real time according to runtime, deadline and period.
        const DEADLINE ("SCHED_DEADLINE") = 6;
        /// Scheduled by a BPF program (Linux 6.12).
        const EXT ("SCHED_EXT") = 7;
    }
}

/// `sched_get_priority_max(2)`: returns the highest priority that `policy` allows.
///
/// It is 99 for the policies [`FIFO`](SchedPolicy::FIFO) and [`RR`](SchedPolicy::RR), and 0 for the
/// others, which have no priorities.
///
/// ```
/// use trapgate::thread::{self, SchedPolicy};
///
/// assert_eq!(thread::sched_get_priority_max(SchedPolicy::FIFO)?, 99);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `policy` is unknown.
///
/// # Kernel
///
/// Linux 2.0, `kernel/sched/syscalls.c`.
/// [sched_get_priority_max(2)](https://man7.org/linux/man-pages/man2/sched_get_priority_max.2.html)
#[inline]
pub fn sched_get_priority_max(policy: SchedPolicy) -> Result<i32> {
    // SAFETY: the call accesses no memory.
    unsafe { sys!(SCHED_GET_PRIORITY_MAX, policy) }
}
