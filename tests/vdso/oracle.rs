//! Compares each function of the vDSO with the system call that it replaces.

use std::mem::MaybeUninit;

use trapgate::time::{self, ClockId, Timespec};
use trapgate::{Result, Sysno, process, raw, thread};

use crate::support::machine::while_no_clock_is_set;

/// Returns the first of these calls that this target has.
fn number(names: [&str; 2]) -> Sysno {
    names.into_iter().find_map(Sysno::from_name).unwrap()
}

/// Makes a system call that writes a time.
fn ask(call: Sysno, clock: ClockId) -> Result<Timespec> {
    let mut time = MaybeUninit::<Timespec>::uninit();
    let at = time.as_mut_ptr() as usize;
    // SAFETY: the kernel writes one `Timespec`, and if it reports success, it has written it.
    unsafe { raw::check(raw::syscall2(call, clock.raw() as usize, at)).map(|_| time.assume_init()) }
}

/// Makes the system call `clock_gettime`.
pub(crate) fn clock_gettime(clock: ClockId) -> Result<Timespec> {
    ask(number(["clock_gettime64", "clock_gettime"]), clock)
}

/// Makes the system call `clock_getres`.
fn clock_getres(clock: ClockId) -> Result<Timespec> {
    ask(number(["clock_getres_time64", "clock_getres"]), clock)
}

/// Makes the system call `getcpu`.
pub(crate) fn getcpu() -> (u32, u32) {
    let (mut cpu, mut node) = (u32::MAX, u32::MAX);
    let at = [&raw mut cpu as usize, &raw mut node as usize];
    // SAFETY: the kernel writes one number to each address.
    unsafe { raw::check(raw::syscall3(Sysno::GETCPU, at[0], at[1], 0)) }.unwrap();
    (cpu, node)
}

/// Returns clocks of all kinds: existing ones, missing ones, and those of processes and threads.
pub(crate) fn clocks() -> Vec<ClockId> {
    // A dynamic clock's number is `~id << 3` plus 2 for a process's CPU time, 6 for a thread's, or
    // 3 for a descriptor.
    let of = |id: i32, kind| !id << 3 | kind;
    let (pid, tid) = (process::getpid().raw(), thread::gettid().raw());
    let dynamic = [
        of(pid, 2),
        of(0, 2),
        of(1, 2),
        of(tid, 6),
        of(0, 6),
        of(i32::MAX >> 4, 2),
        of(9999, 3),
        of(0, 3),
    ];
    let odd = [-1, i32::MIN, i32::MAX, i32::MIN + 1, -2, -9, 64, 1 << 16];
    let all = (0..=25).chain(odd).chain(dynamic);
    all.map(ClockId::from_raw).collect()
}

/// Compares a function's result for a clock with the system call's results directly before and
/// after. Returns a description if they disagree.
pub(crate) fn agree(clock: ClockId) -> Option<String> {
    let (before, ours, after) = (
        clock_gettime(clock),
        time::clock_gettime(clock),
        clock_gettime(clock),
    );
    let right = match (before, ours, after) {
        (Ok(before), Ok(ours), Ok(after)) => {
            before <= ours && ours <= after && (0..1_000_000_000).contains(&ours.tv_nsec)
        }
        _ => before == ours && ours == after,
    };
    let resolutions = (clock_getres(clock), time::clock_getres(clock));
    // The vDSO returns the resolution of an auxiliary clock even if the kernel lacks that clock or
    // it is off.
    let auxiliary = (16..24).contains(&clock.raw());
    let known = auxiliary && resolutions.1.is_ok();
    (!right || resolutions.0 != resolutions.1 && !known)
        .then(|| format!("{clock:?}: {before:?} {ours:?} {after:?}; {resolutions:?}"))
}

/// Compares every function with its system call.
#[track_caller]
pub(crate) fn all_agree() {
    for clock in clocks() {
        assert_eq!(while_no_clock_is_set(|| agree(clock)), None);
    }

    let (before, ours, after) = while_no_clock_is_set(|| {
        let now = || clock_gettime(ClockId::REALTIME).unwrap();
        (now(), time::gettimeofday().unwrap(), now())
    });
    let floor = |time: Timespec| (time.tv_sec, time.tv_nsec / 1000);
    let ours = (ours.tv_sec, ours.tv_usec);
    assert!(floor(before) <= ours && ours <= floor(after));

    let (before, ours, after) = while_no_clock_is_set(|| {
        let now = || clock_gettime(ClockId::REALTIME_COARSE).unwrap();
        (now(), time::time().unwrap(), now())
    });
    assert!((before.tv_sec..=after.tv_sec).contains(&ours));

    // The scheduler may move the thread between two calls, but does not do so every time.
    let same = || {
        let before = getcpu();
        thread::getcpu() == Ok(before) && getcpu() == before
    };
    assert!((0..1000).any(|_| same()));
}
