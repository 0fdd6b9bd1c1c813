//! Checks that repeated reads make no system calls.

use std::sync::LazyLock;
use std::{env, fs, process};

use trapgate::time::{ClockId, clock_getres, clock_gettime, gettimeofday, time};
use trapgate::vdso::{self, Vdso};
use trapgate::{Errno, Result, Sysno, raw, thread};

use super::build::WIDE;
use super::scene::{self, Played};
use crate::support::skip::skip;
use crate::support::strace;

const ROUNDS: usize = 100;

/// The clocks that the vDSO can read without a system call.
pub(crate) const CLOCKS: [ClockId; 7] = [
    ClockId::REALTIME,
    ClockId::MONOTONIC,
    ClockId::MONOTONIC_RAW,
    ClockId::REALTIME_COARSE,
    ClockId::MONOTONIC_COARSE,
    ClockId::BOOTTIME,
    ClockId::TAI,
];

/// Returns whether the vDSO has a function. Called once for each, because after `disable` it makes
/// system calls.
fn has(name: &str) -> bool {
    Vdso::current().is_some_and(|vdso| vdso.symbol(name, "LINUX_2.6").is_some())
}

/// Returns whether the vDSO has `clock_getres` with 64-bit times.
pub(crate) fn has_getres() -> bool {
    static HAS: LazyLock<bool> = LazyLock::new(|| {
        has(if WIDE {
            "__vdso_clock_getres"
        } else {
            "__vdso_clock_getres_time64"
        })
    });
    *HAS
}

/// Returns whether the vDSO has `getcpu`, which i686 has had since Linux 6.6.
pub(crate) fn has_getcpu() -> bool {
    static HAS: LazyLock<bool> = LazyLock::new(|| has("__vdso_getcpu"));
    *HAS
}

/// Calls each function that this vDSO implements, once for each clock.
fn round() -> Result<()> {
    for clock in CLOCKS {
        clock_gettime(clock)?;
        if has_getres() {
            clock_getres(clock)?;
        }
    }
    gettimeofday()?;
    time()?;
    if has_getcpu() {
        thread::getcpu()?;
    }
    Ok(())
}

/// Returns how many calls a round makes.
fn calls() -> usize {
    CLOCKS.len() * (1 + usize::from(has_getres())) + 2 + usize::from(has_getcpu())
}

fn rounds(round: impl Fn()) -> Played {
    // SAFETY: no process has this descriptor.
    let mark = || unsafe { raw::syscall1(Sysno::CLOSE, -100_i32 as usize) };
    mark();
    for _ in 0..ROUNDS {
        round();
    }
    mark();
    Ok(())
}

pub(crate) fn reads() -> Played {
    rounds(|| round().unwrap())
}

pub(crate) fn reads_disabled() -> Played {
    calls();
    vdso::disable();
    reads()
}

pub(crate) fn errors() -> Played {
    rounds(|| {
        let clock = ClockId::from_raw(-1);
        assert_eq!(clock_gettime(clock), Err(Errno::INVAL));
    })
}

/// Returns the lines for the clock calls that strace sees in a scene between its marks.
fn traced(scene: &str) -> Option<Vec<String>> {
    let file = env::temp_dir().join(format!("trapgate-{}-{scene}", process::id()));
    let what = "trace=/^(clock_get.*|gettimeofday|time|getcpu|close)$";
    let strace = strace::name();
    let around = [
        strace.to_str().unwrap(),
        "-f",
        "-qq",
        "-e",
        what,
        "-o",
        file.to_str().unwrap(),
    ];
    let mut command = scene::command(scene, &around);
    let output = command.output().ok()?;
    let text = fs::read_to_string(&file).unwrap_or_default();
    let _ = fs::remove_file(&file);
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("played"), "{output:?}");
    let mark = |line: &&str| line.contains("close(-100)");
    assert_eq!(text.lines().filter(mark).count(), 2, "{text}");
    let lines = text.lines().skip_while(|line| !mark(line)).skip(1);
    Some(
        lines
            .take_while(|line| !mark(line))
            .map(str::to_owned)
            .collect(),
    )
}

#[test]
fn no_system_call_in_a_hundred_reads() {
    const TEST: &str = "no_system_call_in_a_hundred_reads";
    if !strace::here(TEST) {
        return;
    }
    // First the same reads by system calls, to show that strace would see them.
    let lines = traced("reads, disabled").unwrap();
    assert_eq!(lines.len(), calls() * ROUNDS, "{:?}", lines.first());

    if Vdso::current().is_none() {
        return skip(TEST, "the kernel gave no vDSO");
    }
    if !scene::readable_clock() {
        return skip(TEST, "only the kernel can read this machine's clock source");
    }
    let lines = traced("reads").unwrap();
    assert!(lines.is_empty(), "{lines:?}");
}

/// If the vDSO itself has already asked the kernel, the function must not call it again.
#[test]
fn one_system_call_for_an_error() {
    if !strace::here("one_system_call_for_an_error") {
        return;
    }
    let lines = traced("errors").unwrap();
    assert_eq!(lines.len(), ROUNDS, "{:?}", lines.first());
}
