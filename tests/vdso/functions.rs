//! Clocks and processors in an ordinary process.

use trapgate::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use trapgate::time::{ClockId, clock_gettime};
use trapgate::{Errno, thread};

use super::oracle;
use crate::support::skip::skip;

#[test]
fn every_clock_is_its_system_calls() {
    for _ in 0..100 {
        oracle::all_agree();
    }
}

/// The list of clocks must contain clocks of each kind, or the test above proves less than it seems
/// to.
#[test]
fn clocks_of_every_kind_are_compared() {
    let clocks = oracle::clocks();
    let found = |answer: fn(Result<(), Errno>) -> bool| {
        let clocks = clocks.iter();
        clocks
            .filter(|&&clock| answer(clock_gettime(clock).map(drop)))
            .count()
    };
    assert!(found(|answer| answer.is_ok()) >= 12);
    assert!(found(|answer| answer == Err(Errno::INVAL)) >= 10);
    for clock in [-1, i32::MIN, i32::MAX] {
        assert_eq!(
            clock_gettime(ClockId::from_raw(clock)),
            Err(Errno::INVAL),
            "{clock}"
        );
    }
}

#[test]
fn a_clock_does_not_run_backwards_between_vdso_and_kernel() {
    let mut last = oracle::clock_gettime(ClockId::MONOTONIC).unwrap();
    for _ in 0..10_000 {
        let ours = clock_gettime(ClockId::MONOTONIC).unwrap();
        let kernels = oracle::clock_gettime(ClockId::MONOTONIC).unwrap();
        assert!(
            last <= ours && ours <= kernels,
            "{last:?} {ours:?} {kernels:?}"
        );
        last = kernels;
    }
}

#[test]
fn getcpu_on_each_processor() {
    let test = || {
        let allowed = sched_getaffinity(None).unwrap();
        let mut seen = 0;
        for cpu in allowed.iter() {
            let mut one = CpuSet::empty();
            one.insert(cpu);
            if sched_setaffinity(None, &one).is_err() {
                continue;
            }
            seen += 1;
            for _ in 0..100 {
                let (ours, node) = thread::getcpu().unwrap();
                assert_eq!(ours as usize, cpu);
                assert_eq!((ours, node), oracle::getcpu());
            }
        }
        seen
    };
    // Runs on a thread of its own, because the test changes the thread's affinity.
    match std::thread::spawn(test).join().unwrap() {
        0 => skip(
            "getcpu_on_each_processor",
            "this process may not choose a processor",
        ),
        1 => skip("getcpu_on_each_processor", "there is only one processor"),
        _ => {}
    }
}
