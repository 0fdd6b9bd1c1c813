//! Clocks and sleeping.

use core::time::Duration;

use trapgate::Errno;
use trapgate::rt::Start;
use trapgate::time::{
    ClockId, TimerFlags, Timespec, clock_getres, clock_gettime, clock_nanosleep, clock_settime,
};

use crate::outcome::{Of as _, Outcome, Problem, holds};

/// What a clock shows, as a span.
fn now(clock: ClockId) -> Result<Duration, Problem> {
    let time = clock_gettime(clock).of("clock_gettime")?;
    time.try_into().of("a time with too many nanoseconds")
}

/// Clocks show a time that does not go back, in steps that are not zero.
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
        holds("a clock does not go back", other >= one)?;
        let step = clock_getres(clock).of("clock_getres")?;
        holds("a clock has steps", step.tv_sec == 0 && step.tv_nsec > 0)?;
    }
    let precise = now(ClockId::MONOTONIC)?;
    let (since, boot) = (now(ClockId::MONOTONIC_COARSE)?, now(ClockId::BOOTTIME)?);
    // A virtual processor that has to wait for a real one misses ticks.
    holds(
        "the coarse clock is near",
        since <= now(ClockId::MONOTONIC)? && since + Duration::from_secs(10) > precise,
    )?;
    holds(
        "time since the start counts suspension too",
        boot >= precise,
    )?;
    for clock in [ClockId::REALTIME, ClockId::REALTIME_COARSE, ClockId::TAI] {
        now(clock)?;
    }
    Ok(())
}

/// Clocks that there are not, and one that cannot be set.
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

/// Sleeping takes as long as it should; until a time that is over, no time.
pub(crate) fn sleep(_: Start) -> Outcome {
    let clock = ClockId::MONOTONIC;
    let span = Duration::from_millis(3);
    let before = now(clock)?;
    let request = Timespec::try_from(span).of("a short span")?;
    clock_nanosleep(clock, TimerFlags::empty(), &request, None).of("clock_nanosleep")?;
    let after = now(clock)?;
    holds("slept for as long", after - before >= span)?;
    clock_nanosleep(clock, TimerFlags::ABSTIME, &request, None).of("clock_nanosleep")
}
