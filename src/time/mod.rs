//! Clocks and timers.

mod clock;

pub use crate::types::time::{ClockId, Timespec, Timeval};
pub use clock::{TimerFlags, clock_getres, clock_gettime, clock_nanosleep, clock_settime};
