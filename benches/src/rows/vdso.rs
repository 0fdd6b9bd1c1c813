//! Each function of the vDSO against a call of its pointer and against its system call.

#![allow(
    clippy::useless_conversion,
    reason = "the other target's types are narrower"
)]

use std::ffi::{c_int, c_long};
use std::mem::{MaybeUninit, transmute};
use std::ptr::null_mut;
use std::time::{Instant, SystemTime};

use rustix::time::ClockId as TheirClock;
#[cfg(target_arch = "x86_64")]
use trapgate::time::Timeval;
use trapgate::time::{ClockId, Timespec};
use trapgate::vdso::Vdso;
use trapgate::{thread, time};

use crate::{Row, Run, Who, hand, run};

type Clock = unsafe extern "C" fn(c_int, *mut Timespec) -> c_int;
type Getcpu = unsafe extern "C" fn(*mut u32, *mut u32, *mut ()) -> c_long;

/// i686's functions with 32-bit times have no suffix and are nobody's here.
const CLOCK_GETTIME: &str = if cfg!(target_arch = "x86_64") {
    "__vdso_clock_gettime"
} else {
    "__vdso_clock_gettime64"
};
const CLOCK_GETRES: &str = if cfg!(target_arch = "x86_64") {
    "__vdso_clock_getres"
} else {
    "__vdso_clock_getres_time64"
};

/// The address of a function.
fn symbol(name: &str) -> Result<*mut (), String> {
    let vdso = Vdso::current().ok_or("the kernel gave no vDSO")?;
    let symbol = vdso.symbol(name, "LINUX_2.6");
    let address = symbol.ok_or_else(|| format!("the vDSO has no {name}"))?;
    Ok(address.as_ptr().cast())
}

/// A function of a clock and a time.
fn clock_function(name: &str) -> Result<Clock, String> {
    // SAFETY: the function is of this type.
    symbol(name).map(|address| unsafe { transmute::<*mut (), Clock>(address) })
}

/// What is kept of a time.
#[inline(always)]
fn both(seconds: i64, rest: i64) -> usize {
    seconds as usize ^ rest as usize
}

/// What is kept of a function that answers like a system call and writes a time.
#[inline(always)]
fn written(function: impl FnOnce(*mut Timespec) -> usize) -> usize {
    let mut time = MaybeUninit::<Timespec>::uninit();
    match function(time.as_mut_ptr()) {
        0 => {
            // SAFETY: it has written one.
            let time = unsafe { time.assume_init() };
            both(time.tv_sec, time.tv_nsec)
        }
        _ => 0,
    }
}

/// The rows.
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
    let floor = clock_function(CLOCK_GETTIME).map(|function| -> Run {
        // SAFETY: the function writes one time.
        run!(written(|time| unsafe { function(id, time) } as usize))
    });
    let syscall = hand::fast().map(|entry| -> Run {
        let number = hand::CLOCK_GETTIME;
        // SAFETY: the kernel writes one time.
        run!(written(|time| unsafe {
            entry.call2(number, id as usize, time.addr())
        }))
    });
    let libc = move || {
        let mut time = MaybeUninit::<libc::timespec>::uninit();
        // SAFETY: writes one time.
        match unsafe { libc::clock_gettime(id, time.as_mut_ptr()) } {
            0 => {
                // SAFETY: it has.
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
        .by_some(Who::Floor, floor)
        .by_some(Who::Syscall, syscall)
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
    let floor = clock_function(CLOCK_GETRES).map(|function| -> Run {
        // SAFETY: the function writes one time.
        run!(written(|time| unsafe { function(id, time) } as usize))
    });
    let syscall = hand::fast().map(|entry| -> Run {
        let number = hand::CLOCK_GETRES;
        // SAFETY: the kernel writes one time.
        run!(written(|time| unsafe {
            entry.call2(number, id as usize, time.addr())
        }))
    });
    let libc = move || {
        let mut time = MaybeUninit::<libc::timespec>::uninit();
        // SAFETY: writes one time.
        match unsafe { libc::clock_getres(id, time.as_mut_ptr()) } {
            0 => {
                // SAFETY: it has.
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
        .by_some(Who::Floor, floor)
        .by_some(Who::Syscall, syscall)
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
                // SAFETY: it has.
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
        type Gettimeofday = unsafe extern "C" fn(*mut Timeval, *mut [c_int; 2]) -> c_int;
        let floor = symbol("__vdso_gettimeofday").map(|address| -> Run {
            // SAFETY: the function is of this type.
            let function = unsafe { transmute::<*mut (), Gettimeofday>(address) };
            run!({
                let mut time = MaybeUninit::<Timeval>::uninit();
                // SAFETY: writes one time.
                match unsafe { function(time.as_mut_ptr(), null_mut()) } {
                    0 => {
                        // SAFETY: it has.
                        let time = unsafe { time.assume_init() };
                        both(time.tv_sec, time.tv_usec)
                    }
                    _ => 0,
                }
            })
        });
        let syscall = hand::fast().map(|entry| -> Run {
            // SAFETY: the kernel writes one time, whose shape is the other's.
            run!(written(|time| unsafe {
                entry.call2(libc::SYS_gettimeofday, time.addr(), 0)
            }))
        });
        row.by_some(Who::Floor, floor)
            .by_some(Who::Syscall, syscall)
    }
}

fn time() -> Row {
    // SAFETY: writes nothing at null.
    let libc = run!(unsafe { libc::time(null_mut()) });
    let row = Row::new("vdso", "time")
        .by(Who::Ours, run!(time::time().unwrap_or(0)))
        .by(Who::Libc, libc);
    #[cfg(target_arch = "x86")]
    return by_clock_gettime(row, libc::CLOCK_REALTIME_COARSE);
    #[cfg(target_arch = "x86_64")]
    {
        type Time = unsafe extern "C" fn(*mut c_long) -> c_long;
        let floor = symbol("__vdso_time").map(|address| -> Run {
            // SAFETY: the function is of this type.
            let function = unsafe { transmute::<*mut (), Time>(address) };
            // SAFETY: writes nothing at null.
            run!(unsafe { function(null_mut()) })
        });
        let syscall = hand::fast().map(|entry| -> Run {
            // SAFETY: writes nothing at null.
            run!(unsafe { entry.call1(libc::SYS_time, 0) })
        });
        row.by_some(Who::Floor, floor)
            .by_some(Who::Syscall, syscall)
    }
}

/// i686 has no function of its own that survives 2038.
#[cfg(target_arch = "x86")]
fn by_clock_gettime(row: Row, id: c_int) -> Row {
    let floor = clock_function(CLOCK_GETTIME).map(|function| -> Run {
        // SAFETY: the function writes one time.
        run!(written(|time| unsafe { function(id, time) } as usize))
    });
    let syscall = hand::fast().map(|entry| -> Run {
        // SAFETY: the kernel writes one time.
        run!(written(|time| unsafe {
            entry.call2(hand::CLOCK_GETTIME, id as usize, time.addr())
        }))
    });
    row.by_some(Who::Floor, floor)
        .by_some(Who::Syscall, syscall)
}

fn getcpu() -> Row {
    let floor = symbol("__vdso_getcpu").map(|address| -> Run {
        // SAFETY: the function is of this type.
        let function = unsafe { transmute::<*mut (), Getcpu>(address) };
        run!({
            let (mut cpu, mut node) = (0, 0);
            // SAFETY: writes two numbers.
            unsafe { function(&mut cpu, &mut node, null_mut()) };
            cpu ^ node
        })
    });
    let syscall = hand::fast().map(|entry| -> Run {
        run!({
            let (mut cpu, mut node) = (0_u32, 0_u32);
            let (to, and) = ((&raw mut cpu).addr(), (&raw mut node).addr());
            // SAFETY: the kernel writes two numbers.
            unsafe { entry.call3(libc::SYS_getcpu, to, and, 0) };
            cpu ^ node
        })
    });
    // SAFETY: touches no memory.
    let libc = run!(unsafe { libc::sched_getcpu() });
    Row::new("vdso", "getcpu")
        .by(
            Who::Ours,
            run!(thread::getcpu().map_or(0, |(cpu, node)| cpu ^ node)),
        )
        .by_some(Who::Floor, floor)
        .by_some(Who::Syscall, syscall)
        .by(Who::Libc, libc)
        .by(Who::Rustix, run!(rustix::thread::sched_getcpu()))
}
