//! Clocks: reading and setting them, and sleeping.
//!
//! Times have 64 bits on both targets.

mod clock;
mod gettimeofday;

pub use crate::types::time::{ClockId, Timespec, Timeval};
pub use clock::{TimerFlags, clock_getres, clock_gettime, clock_nanosleep, clock_settime};
pub use gettimeofday::{gettimeofday, time};
