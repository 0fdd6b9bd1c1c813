//! Clocks and sleeping.

use core::time::Duration;

use trapgate::Errno;
use trapgate::rt::Start;
use trapgate::time::{
    ClockId, TimerFlags, Timespec, clock_getres, clock_gettime, clock_nanosleep, clock_settime,
};

use crate::outcome::{Of as _, Outcome, Problem, holds};

/// Reads a clock as a duration.
fn now(clock: ClockId) -> Result<Duration, Problem> {
    let time = clock_gettime(clock).of("clock_gettime")?;
    time.try_into().of("converting a clock's time")
}

/// Clocks do not go backwards, and their resolution is not zero.
pub(crate) fn clocks(_: Start) -> Outcome {
    for clock in [
        ClockId::MONOTONIC,
        ClockId::PROCESS_CPUTIME_ID,
        ClockId::THREAD_CPUTIME_ID,
        ClockId::MONOTONIC_RAW,
        ClockId::MONOTONIC_COARSE,
        ClockId::BOOTTIME,
    ] {
        let (one, other) = (now(clock)?, now(clock)?);
        holds("a clock does not go backwards", other >= one)?;
        let step = clock_getres(clock).of("clock_getres")?;
        holds(
            "a clock's resolution is below a second and not zero",
            step.tv_sec == 0 && step.tv_nsec > 0,
        )?;
    }
    let precise = now(ClockId::MONOTONIC)?;
    let (since, boot) = (now(ClockId::MONOTONIC_COARSE)?, now(ClockId::BOOTTIME)?);
    // A virtual processor that waits for a physical one misses ticks.
    holds(
        "the coarse clock is near the fine one",
        since <= now(ClockId::MONOTONIC)? && since + Duration::from_secs(10) > precise,
    )?;
    holds("the time since boot includes suspension", boot >= precise)?;
    for clock in [ClockId::REALTIME, ClockId::REALTIME_COARSE, ClockId::TAI] {
        now(clock)?;
    }
    Ok(())
}

/// Clocks that do not exist, and one that cannot be set.
pub(crate) fn errors(_: Start) -> Outcome {
    for number in [1000, i32::MAX, -1, i32::MIN] {
        let clock = ClockId::from_raw(number);
        clock_gettime(clock).fails("clock_gettime", Errno::INVAL)?;
        clock_getres(clock).fails("clock_getres", Errno::INVAL)?;
    }
    let y2100 = Timespec {
        tv_sec: 4_102_444_800,
        tv_nsec: 0,
    };
    clock_settime(ClockId::MONOTONIC, &y2100).fails("clock_settime", Errno::INVAL)
}

/// Sleeping lasts at least as long as requested. Sleeping until a time in the past returns at once.
pub(crate) fn sleep(_: Start) -> Outcome {
    let clock = ClockId::MONOTONIC;
    let span = Duration::from_millis(3);
    let before = now(clock)?;
    let request = Timespec::try_from(span).of("converting a short duration")?;
    clock_nanosleep(clock, TimerFlags::empty(), &request, None).of("clock_nanosleep")?;
    let after = now(clock)?;
    holds("slept for as long as requested", after - before >= span)?;
    clock_nanosleep(clock, TimerFlags::ABSTIME, &request, None).of("clock_nanosleep")
}
