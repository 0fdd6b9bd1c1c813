//! The time stamp counter, and how fast it counts.

use std::arch::asm;
use std::time::{Duration, Instant};

/// Reads the counter after all earlier instructions and before all later ones.
#[inline(always)]
#[must_use]
pub fn ticks() -> u64 {
    let (low, high): (u32, u32);
    // SAFETY: every processor with SSE2 has these instructions.
    unsafe {
        asm!(
            "lfence", // earlier instructions have finished
            "rdtsc",  // edx:eax
            "lfence", // later instructions have not started
            out("eax") low,
            out("edx") high,
            options(nostack, preserves_flags),
        );
    }
    u64::from(high) << 32 | u64::from(low)
}

/// Returns the duration of a tick in nanoseconds.
#[must_use]
pub fn tick() -> f64 {
    let (start, first) = (Instant::now(), ticks());
    while start.elapsed() < Duration::from_millis(100) {}
    let (last, elapsed) = (ticks(), start.elapsed());
    elapsed.as_nanos() as f64 / (last - first) as f64
}
