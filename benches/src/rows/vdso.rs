//! Each function of the vDSO, and the system call that it replaces.

#![allow(
    clippy::useless_conversion,
    reason = "the other target's types are narrower"
)]

use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::time::{Instant, SystemTime};

use rustix::time::ClockId as TheirClock;
use trapgate::time::{ClockId, Timespec};
use trapgate::{Sysno, raw, thread, time};

use crate::{Row, Who, run};

/// The calls with 64-bit times.
#[cfg(target_arch = "x86_64")]
const CALLS: [Sysno; 2] = [Sysno::CLOCK_GETTIME, Sysno::CLOCK_GETRES];
#[cfg(target_arch = "x86")]
const CALLS: [Sysno; 2] = [Sysno::CLOCK_GETTIME64, Sysno::CLOCK_GETRES_TIME64];

/// The part of a time that the loop keeps.
#[inline(always)]
fn both(seconds: i64, rest: i64) -> usize {
    seconds as usize ^ rest as usize
}

/// Returns the part that the loop keeps of a time that a system call writes.
#[inline(always)]
fn written(call: impl FnOnce(usize) -> usize) -> usize {
    let mut time = MaybeUninit::<Timespec>::uninit();
    match call(time.as_mut_ptr().addr()) {
        0 => {
            // SAFETY: the kernel has written a time.
            let time = unsafe { time.assume_init() };
            both(time.tv_sec, time.tv_nsec)
        }
        _ => 0,
    }
}

/// Returns the rows.
#[must_use]
pub fn rows() -> Vec<Row> {
    const CLOCKS: [(&str, ClockId, TheirClock); 5] = [
        ("MONOTONIC", ClockId::MONOTONIC, TheirClock::Monotonic),
        ("REALTIME", ClockId::REALTIME, TheirClock::Realtime),
        ("BOOTTIME", ClockId::BOOTTIME, TheirClock::Boottime),
        (
            "MONOTONIC_RAW",
            ClockId::MONOTONIC_RAW,
            TheirClock::MonotonicRaw,
        ),
        (
            "MONOTONIC_COARSE",
            ClockId::MONOTONIC_COARSE,
            TheirClock::MonotonicCoarse,
        ),
    ];
    let gettime = CLOCKS.map(|(name, ours, theirs)| clock_gettime(name, ours, theirs));
    let mut rows = Vec::from(gettime);
    rows.extend([clock_getres(), gettimeofday(), time(), getcpu()]);
    rows
}

fn clock_gettime(name: &str, clock: ClockId, theirs: TheirClock) -> Row {
    let id = clock.raw();
    // SAFETY: the kernel writes one time.
    let syscall = run!(written(|time| unsafe {
        raw::syscall2(CALLS[0], id as usize, time)
    }));
    let libc = move || {
        let mut time = MaybeUninit::<libc::timespec>::uninit();
        // SAFETY: writes one time.
        match unsafe { libc::clock_gettime(id, time.as_mut_ptr()) } {
            0 => {
                // SAFETY: the call has succeeded, so it has written the time.
                let time = unsafe { time.assume_init() };
                both(time.tv_sec.into(), time.tv_nsec.into())
            }
            _ => 0,
        }
    };
    let nc = move || {
        let mut time = nc::timespec_t::default();
        // SAFETY: writes one time.
        match unsafe { nc::clock_gettime(id, &mut time) } {
            Ok(()) => both(time.tv_sec as i64, time.tv_nsec as i64),
            Err(_) => 0,
        }
    };
    let row = Row::new("vdso", format!("clock_gettime {name}"))
        .by(
            Who::Ours,
            run!(time::clock_gettime(clock).map_or(0, |time| both(time.tv_sec, time.tv_nsec))),
        )
        .by(Who::Syscall, syscall)
        .by(Who::Libc, run!(libc()))
        .by(
            Who::Rustix,
            run!({
                let time = rustix::time::clock_gettime(theirs);
                both(time.tv_sec, time.tv_nsec.into())
            }),
        )
        .by(Who::Nc, run!(nc()))
        .limit(&[Who::Libc, Who::Std, Who::Rustix], 1.03);
    match clock {
        ClockId::MONOTONIC => row.by(Who::Std, run!(Instant::now())),
        ClockId::REALTIME => row.by(Who::Std, run!(SystemTime::now())),
        _ => row,
    }
}

fn clock_getres() -> Row {
    let (clock, id) = (ClockId::MONOTONIC, ClockId::MONOTONIC.raw());
    // SAFETY: the kernel writes one time.
    let syscall = run!(written(|time| unsafe {
        raw::syscall2(CALLS[1], id as usize, time)
    }));
    let libc = move || {
        let mut time = MaybeUninit::<libc::timespec>::uninit();
        // SAFETY: writes one time.
        match unsafe { libc::clock_getres(id, time.as_mut_ptr()) } {
            0 => {
                // SAFETY: the call has succeeded, so it has written the time.
                let time = unsafe { time.assume_init() };
                both(time.tv_sec.into(), time.tv_nsec.into())
            }
            _ => 0,
        }
    };
    Row::new("vdso", "clock_getres MONOTONIC")
        .by(
            Who::Ours,
            run!(time::clock_getres(clock).map_or(0, |time| both(time.tv_sec, time.tv_nsec))),
        )
        .by(Who::Syscall, syscall)
        .by(Who::Libc, run!(libc()))
        .by(
            Who::Rustix,
            run!({
                let time = rustix::time::clock_getres(TheirClock::Monotonic);
                both(time.tv_sec, time.tv_nsec.into())
            }),
        )
}

fn gettimeofday() -> Row {
    let libc = || {
        let mut time = MaybeUninit::<libc::timeval>::uninit();
        // SAFETY: writes one time.
        match unsafe { libc::gettimeofday(time.as_mut_ptr(), null_mut()) } {
            0 => {
                // SAFETY: the call has succeeded, so it has written the time.
                let time = unsafe { time.assume_init() };
                both(time.tv_sec.into(), time.tv_usec.into())
            }
            _ => 0,
        }
    };
    let row = Row::new("vdso", "gettimeofday")
        .by(
            Who::Ours,
            run!(time::gettimeofday().map_or(0, |time| both(time.tv_sec, time.tv_usec.into()))),
        )
        .by(Who::Libc, run!(libc()));
    #[cfg(target_arch = "x86")]
    return by_clock_gettime(row, libc::CLOCK_REALTIME);
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: the kernel writes one time, whose layout is the same.
        let syscall = run!(written(|time| unsafe {
            raw::syscall2(Sysno::GETTIMEOFDAY, time, 0)
        }));
        row.by(Who::Syscall, syscall)
    }
}

fn time() -> Row {
    // SAFETY: a null pointer is permitted, and nothing is written.
    let libc = run!(unsafe { libc::time(null_mut()) });
    let row = Row::new("vdso", "time")
        .by(Who::Ours, run!(time::time().unwrap_or(0)))
        .by(Who::Libc, libc);
    #[cfg(target_arch = "x86")]
    return by_clock_gettime(row, libc::CLOCK_REALTIME_COARSE);
    #[cfg(target_arch = "x86_64")]
    {
        // SAFETY: a null pointer is permitted, and nothing is written.
        let syscall = run!(unsafe { raw::syscall1(Sysno::TIME, 0) });
        row.by(Who::Syscall, syscall)
    }
}

/// On i686, no `gettimeofday` or `time` works after 2038, so this measures `clock_gettime64`.
#[cfg(target_arch = "x86")]
fn by_clock_gettime(row: Row, id: i32) -> Row {
    // SAFETY: the kernel writes one time.
    let syscall = run!(written(|time| unsafe {
        raw::syscall2(CALLS[0], id as usize, time)
    }));
    row.by(Who::Syscall, syscall)
}

fn getcpu() -> Row {
    let syscall = run!({
        let (mut cpu, mut node) = (0_u32, 0_u32);
        let (to, and) = ((&raw mut cpu).addr(), (&raw mut node).addr());
        // SAFETY: the kernel writes two numbers.
        unsafe { raw::syscall3(Sysno::GETCPU, to, and, 0) };
        cpu ^ node
    });
    // SAFETY: the call accesses no memory.
    let libc = run!(unsafe { libc::sched_getcpu() });
    Row::new("vdso", "getcpu")
        .by(
            Who::Ours,
            run!(thread::getcpu().map_or(0, |(cpu, node)| cpu ^ node)),
        )
        .by(Who::Syscall, syscall)
        .by(Who::Libc, libc)
        .by(Who::Rustix, run!(rustix::thread::sched_getcpu()))
}
