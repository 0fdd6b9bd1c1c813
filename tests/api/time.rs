use std::time::{Duration, Instant, SystemTime};

use trapgate::time::{
    ClockId, TimerFlags, Timespec, clock_getres, clock_gettime, clock_nanosleep, clock_settime,
    gettimeofday, time,
};
use trapgate::{Errno, process};

use super::child;
use crate::support::machine::{Right, capable, while_no_clock_is_set};

/// A number that no clock has.
const NONE: ClockId = ClockId::from_raw(15);

const fn at(tv_sec: i64, tv_nsec: i64) -> Timespec {
    Timespec { tv_sec, tv_nsec }
}

/// The dynamic clock of this process's CPU time.
fn own_cpu_time() -> ClockId {
    ClockId::from_raw(!process::getpid().raw() << 3 | 2)
}

/// The first of January 2100.
const Y2100: Timespec = at(4_102_444_800, 0);

#[test]
fn clock_gettime_is_stds() {
    let (std, ours) = while_no_clock_is_set(|| {
        let std = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let ours = Duration::try_from(clock_gettime(ClockId::REALTIME).unwrap());
        (std.unwrap(), ours.unwrap())
    });
    let between = ours.abs_diff(std);
    assert!(between < Duration::from_secs(5), "{ours:?} {std:?}");

    let first = clock_gettime(ClockId::MONOTONIC).unwrap();
    let second = clock_gettime(ClockId::MONOTONIC).unwrap();
    assert!(first < second, "{first:?} {second:?}");
}

#[test]
fn clock_gettime_of_every_clock() {
    let clocks = [
        ClockId::REALTIME,
        ClockId::MONOTONIC,
        ClockId::PROCESS_CPUTIME_ID,
        ClockId::THREAD_CPUTIME_ID,
        ClockId::MONOTONIC_RAW,
        ClockId::REALTIME_COARSE,
        ClockId::MONOTONIC_COARSE,
        ClockId::BOOTTIME,
        ClockId::TAI,
    ];
    for clock in clocks {
        let mut libcs = libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        let time = while_no_clock_is_set(|| {
            let time = clock_gettime(clock).unwrap();
            // SAFETY: libc writes one `timespec`.
            assert_eq!(unsafe { libc::clock_gettime(clock.raw(), &mut libcs) }, 0);
            time
        });
        let apart = i128::from(libcs.tv_sec) - i128::from(time.tv_sec);
        assert!((0..5).contains(&apart), "{clock:?} {time:?}");
        let resolution = clock_getres(clock).unwrap();
        assert!(resolution.tv_sec == 0 && (1..=10_000_000).contains(&resolution.tv_nsec));
    }
    let ours = clock_gettime(own_cpu_time()).unwrap();
    assert!(ours <= clock_gettime(ClockId::PROCESS_CPUTIME_ID).unwrap() && ours > at(0, 0));
    assert_eq!(
        format!("{:?} {NONE:?}", ClockId::TAI),
        "ClockId::TAI ClockId(15)"
    );
}

#[test]
fn clock_errors() {
    let closed = ClockId::from_raw(!9999 << 3 | 3);
    let filtered = !capable(Right::SysTime);
    for clock in [
        NONE,
        closed,
        ClockId::SGI_CYCLE,
        ClockId::from_raw(i32::MAX),
    ] {
        assert_eq!(clock_gettime(clock), Err(Errno::INVAL), "{clock:?}");
        assert_eq!(clock_getres(clock), Err(Errno::INVAL), "{clock:?}");
        let set = clock_settime(clock, &Y2100).unwrap_err();
        assert!(
            set == Errno::INVAL || filtered && set == Errno::PERM,
            "{clock:?} {set:?}"
        );
    }
}

/// A time namespace gives a child a monotonic clock that has run for more than 2^32 seconds.
#[test]
fn clock_gettime_beyond_32_bits() {
    let code = child::run(|| {
        // SAFETY: the namespace applies only to this child's children; the paths and bytes are
        // static.
        unsafe {
            if libc::syscall(libc::SYS_unshare, 0x80) != 0 {
                return 1;
            }
            let fd = libc::open(c"/proc/self/timens_offsets".as_ptr(), libc::O_WRONLY);
            let offset = b"monotonic 4300000000 0";
            if libc::write(fd, offset.as_ptr().cast(), offset.len()) != offset.len() as isize {
                return 2;
            }
        }
        let inside = child::start(|| match clock_gettime(ClockId::MONOTONIC) {
            Ok(time) if time.tv_sec >= 4_300_000_000 => {
                let past = at(time.tv_sec - 1, 0);
                match clock_nanosleep(ClockId::MONOTONIC, TimerFlags::ABSTIME, &past, None) {
                    Ok(()) => 100,
                    Err(error) => error.raw(),
                }
            }
            _ => 3,
        });
        let news = process::wait4(inside, process::WaitFlags::empty(), None);
        news.ok()
            .flatten()
            .and_then(|(_, status)| status.code())
            .unwrap_or(4)
    });
    match code {
        1 | 2 => crate::support::skip::skip("clock_gettime_beyond_32_bits", "no time namespace"),
        _ => assert_eq!(code, 100),
    }
}

#[test]
fn clock_settime_errors() {
    // None of these calls can set a clock: the clock is not settable, or the time is invalid.
    let monotonic = clock_settime(ClockId::MONOTONIC, &Y2100).unwrap_err();
    assert!(monotonic == Errno::INVAL || !capable(Right::SysTime) && monotonic == Errno::PERM);
    for time in [at(0, 1_000_000_000), at(0, -1), at(-1, 0), at(i64::MAX, 0)] {
        let answer = clock_settime(ClockId::REALTIME, &time);
        assert!(
            matches!(answer, Err(Errno::INVAL | Errno::PERM)),
            "{time:?} {answer:?}"
        );
    }
    assert_eq!(clock_settime(own_cpu_time(), &Y2100), Err(Errno::PERM));
}

#[test]
fn clock_nanosleep_sleeps() {
    let start = Instant::now();
    let span = at(0, 20_000_000);
    assert_eq!(
        clock_nanosleep(ClockId::MONOTONIC, TimerFlags::empty(), &span, None),
        Ok(())
    );
    assert!(start.elapsed() >= Duration::from_millis(20));

    let mut until = clock_gettime(ClockId::BOOTTIME).unwrap();
    until.tv_sec += 1;
    until.tv_nsec = 0;
    assert_eq!(
        clock_nanosleep(ClockId::BOOTTIME, TimerFlags::ABSTIME, &until, None),
        Ok(())
    );
    let now = clock_gettime(ClockId::BOOTTIME).unwrap();
    assert!(now >= until && now.tv_sec <= until.tv_sec + 5, "{now:?}");
    // A time in the distant past.
    let past = at(1, 0);
    assert_eq!(
        clock_nanosleep(ClockId::REALTIME, TimerFlags::ABSTIME, &past, None),
        Ok(())
    );
}

#[test]
fn clock_nanosleep_is_interrupted() {
    child::holds(|| {
        child::alarm(30);
        let (relative, absolute) = (TimerFlags::empty(), TimerFlags::ABSTIME);
        let mut left = at(7, 7);
        let span = clock_nanosleep(
            ClockId::MONOTONIC,
            relative,
            &at(1 << 33, 0),
            Some(&mut left),
        );
        let mut kept = at(7, 7);
        let until = clock_nanosleep(ClockId::REALTIME, absolute, &Y2100, Some(&mut kept));
        [
            span == Err(Errno::INTR),
            left.tv_sec >= (1 << 33) - 10 && left < at(1 << 33, 0),
            // Truncated to 32 bits, the year 2100 would be in the past or invalid.
            until == Err(Errno::INTR),
            kept == at(7, 7),
            clock_nanosleep(ClockId::MONOTONIC, relative, &at(5, 0), None) == Err(Errno::INTR),
        ]
    });
}

#[test]
fn clock_nanosleep_errors() {
    let sleep = |clock, time| clock_nanosleep(clock, TimerFlags::empty(), &time, None);
    for time in [at(0, 1_000_000_000), at(0, -1), at(-1, 0)] {
        assert_eq!(
            sleep(ClockId::MONOTONIC, time),
            Err(Errno::INVAL),
            "{time:?}"
        );
    }
    assert_eq!(sleep(NONE, at(0, 0)), Err(Errno::INVAL));
    assert_eq!(
        sleep(ClockId::THREAD_CPUTIME_ID, at(0, 0)),
        Err(Errno::OPNOTSUPP)
    );
    assert_eq!(
        sleep(ClockId::MONOTONIC_RAW, at(0, 0)),
        Err(Errno::OPNOTSUPP)
    );
}

#[test]
fn timespec_and_duration() {
    let span = Duration::new(5, 999_999_999);
    assert_eq!(Timespec::try_from(span), Ok(at(5, 999_999_999)));
    assert_eq!(Duration::try_from(at(5, 999_999_999)), Ok(span));
    assert_eq!(Timespec::try_from(Duration::MAX), Err(Errno::OVERFLOW));
    for time in [at(-1, 0), at(0, -1), at(0, 1_000_000_000), at(0, i64::MAX)] {
        assert_eq!(Duration::try_from(time), Err(Errno::INVAL));
    }
    assert!(at(1, 999_999_999) < at(2, 0));
}

#[test]
fn gettimeofday_lies_between_two_readings() {
    let (before, between, after) = while_no_clock_is_set(|| {
        let now = || clock_gettime(ClockId::REALTIME).unwrap();
        (now(), gettimeofday().unwrap(), now())
    });
    let micros =
        |time: Timespec| i128::from(time.tv_sec) * 1_000_000 + i128::from(time.tv_nsec / 1000);
    let between = i128::from(between.tv_sec) * 1_000_000 + i128::from(between.tv_usec);
    assert!(
        (micros(before)..=micros(after)).contains(&between),
        "{before:?} {between} {after:?}"
    );
    assert!((0..1_000_000).contains(&gettimeofday().unwrap().tv_usec));
}

/// `time` returns the second of the last tick, as the coarse clock does, not that of
/// `clock_gettime`.
#[test]
fn time_is_the_coarse_clocks() {
    let (before, between, after) = while_no_clock_is_set(|| {
        let now = || clock_gettime(ClockId::REALTIME_COARSE).unwrap();
        (now(), time().unwrap(), now())
    });
    assert!(
        (before.tv_sec..=after.tv_sec).contains(&between),
        "{before:?} {between} {after:?}"
    );
}
