//! `sched_get_priority_max(2)`.

use crate::types::constants;

constants! {
    /// How the scheduler treats a thread (`SCHED_`).
    pub struct SchedPolicy: i32 {
        /// Time sharing by nice values: the default.
        const NORMAL ("SCHED_NORMAL", "SCHED_OTHER") = 0;
        /// Real time: runs until it waits, yields, or a thread of a higher priority is ready.
        const FIFO ("SCHED_FIFO") = 1;
        /// Real time: as `FIFO`, in turn with threads of the same priority.
        const RR ("SCHED_RR") = 2;
        /// As `NORMAL`, for work that never needs the CPU at once.
        const BATCH ("SCHED_BATCH") = 3;
        /// Below every nice value of `NORMAL`.
        const IDLE ("SCHED_IDLE") = 5;
        /// Real time by runtime, deadline and period.
        const DEADLINE ("SCHED_DEADLINE") = 6;
        /// By a bpf program that is the scheduler (Linux 6.12).
        const EXT ("SCHED_EXT") = 7;
    }
}
