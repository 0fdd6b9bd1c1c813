//! Clocks and timers.

pub use crate::types::time::{ClockId, Timespec, Timeval};
