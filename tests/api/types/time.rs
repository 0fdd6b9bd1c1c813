//! Each function that passes a time to the kernel, which in a 32-bit process reads 32 bits of the
//! nanoseconds.

use std::sync::atomic::AtomicU32;

use trapgate::event::ppoll;
use trapgate::fs::{self, AtFlags, FileTimes, SetTime};
use trapgate::thread::{FutexFlags, futex_wait};
use trapgate::time::{ClockId, TimerFlags, Timespec, clock_nanosleep, clock_settime};
use trapgate::{Errno, Result};

use crate::api::child::{self, NO_CALL};
use crate::api::scratch::Dir;
use crate::support::skip::skip;

const fn at(tv_nsec: i64) -> Timespec {
    Timespec { tv_sec: 0, tv_nsec }
}

/// What is right in its lower half, and what is not.
const ABOVE_32_BITS: [i64; 7] = [
    1 << 32,
    (1 << 32) + 5,
    5 << 32,
    i64::MIN,
    i64::MIN + 5,
    -1 << 32,
    -1,
];

fn sleep(time: &Timespec) -> Result<()> {
    clock_nanosleep(ClockId::MONOTONIC, TimerFlags::empty(), time, None)
}

fn wait(time: &Timespec) -> Result<()> {
    futex_wait(&AtomicU32::new(0), FutexFlags::PRIVATE, 0, Some(time))
}

fn poll(time: &Timespec) -> Result<()> {
    ppoll(&mut [], Some(&mut time.clone()), None).map(|_| ())
}

#[test]
fn nanoseconds_above_32_bits_are_rejected() {
    for time in ABOVE_32_BITS.map(at) {
        assert_eq!(
            [sleep, wait, poll].map(|call| call(&time)),
            [Err(Errno::INVAL); 3],
            "{time:?}"
        );
    }
    let dir = Dir::new();
    let name = dir.join("file");
    std::fs::write(dir.path().join("file"), "").unwrap();
    for time in ABOVE_32_BITS.map(at) {
        let (atime, mtime) = (SetTime::To(time), SetTime::Omit);
        for times in [
            FileTimes { atime, mtime },
            FileTimes {
                atime: mtime,
                mtime: atime,
            },
        ] {
            let set = fs::utimensat(fs::CWD, Some(&name), times, AtFlags::empty());
            assert_eq!(set, Err(Errno::INVAL), "{time:?}");
        }
    }
}

/// On i686 without a call, as the kernel there would not see them; on x86_64 it sees them and has
/// its say.
#[test]
fn nanoseconds_above_32_bits_are_not_passed_on_i686() {
    let rejected = if cfg!(target_arch = "x86") {
        Errno::INVAL
    } else {
        NO_CALL
    };
    let set = |time: &Timespec| clock_settime(ClockId::REALTIME, time);
    let all = |time: Timespec, error| {
        [set(&time), sleep(&time), wait(&time), poll(&time)] == [Err(error); 4]
    };
    let done = child::without_calls(|| {
        [
            ABOVE_32_BITS
                .into_iter()
                .all(|nsec| all(at(nsec), rejected)),
            // What fits is the kernel's to judge, also what is no time.
            [0, 5, 999_999_999, 1_000_000_000, u32::MAX.into()]
                .into_iter()
                .all(|nsec| all(at(nsec), NO_CALL)),
        ]
    });
    if let Err(error) = done {
        skip(
            "nanoseconds_above_32_bits_are_not_passed_on_i686",
            format!("no seccomp filters: {error}"),
        );
    }
}
