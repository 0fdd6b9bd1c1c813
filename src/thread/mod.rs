//! Threads: ids, scheduling, and futexes.
//!
//! ```
//! use trapgate::thread;
//!
//! let cpus = thread::sched_getaffinity(None)?;
//! println!("thread {} may run on {} CPUs", thread::gettid(), cpus.count());
//! # Ok::<(), trapgate::Errno>(())
//! ```

mod affinity;
mod futex;
mod getcpu;
mod id;
mod sched;
mod sched_get_priority_max;

pub use crate::types::id::Pid;
pub use crate::types::time::Timespec;
pub use affinity::{CpuSet, sched_getaffinity, sched_setaffinity};
pub use futex::{FutexFlags, futex_wait, futex_wake};
pub use getcpu::getcpu;
pub use id::gettid;
pub use sched::sched_yield;
pub use sched_get_priority_max::{SchedPolicy, sched_get_priority_max};
