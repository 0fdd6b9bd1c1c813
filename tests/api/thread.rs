use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use trapgate::thread::{
    CpuSet, FutexFlags, SchedPolicy, futex_wait, futex_wake, getcpu, gettid,
    sched_get_priority_max, sched_getaffinity, sched_setaffinity, sched_yield,
};
use trapgate::time::Timespec;
use trapgate::types::id::Pid;
use trapgate::{Errno, process};

use super::child;

const fn at(tv_sec: i64, tv_nsec: i64) -> Timespec {
    Timespec { tv_sec, tv_nsec }
}

#[test]
fn gettid_is_ours() {
    let one = gettid();
    let other = thread::spawn(gettid).join().unwrap();
    assert_ne!(one, other);
    // SAFETY: `gettid` takes no arguments and changes nothing.
    let libcs = unsafe { libc::syscall(libc::SYS_gettid) };
    assert_eq!(i128::from(one.raw()), i128::from(libcs));
    assert_eq!(child::run(|| (gettid() == process::getpid()).into()), 1);
}

#[test]
fn only_real_time_has_priorities() {
    for policy in [SchedPolicy::FIFO, SchedPolicy::RR] {
        assert_eq!(sched_get_priority_max(policy), Ok(99));
    }
    assert_eq!(sched_get_priority_max(SchedPolicy::BATCH), Ok(0));
    let unknown = SchedPolicy::from_raw(4);
    assert_eq!(sched_get_priority_max(unknown), Err(Errno::INVAL));
}

#[test]
fn sched_yield_returns() {
    sched_yield();
}

/// Starts a thread and returns a function that waits for its result. The function panics if the
/// thread has not finished after 20 seconds.
fn within_20_s<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> impl FnOnce() -> T {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || tell.send(body()));
    move || told.recv_timeout(Duration::from_secs(20)).unwrap()
}

/// One thread waits until another changes the value and wakes it.
fn wake(flags: FutexFlags, timeout: Option<Timespec>) {
    static FUTEX: AtomicU32 = AtomicU32::new(0);
    FUTEX.store(7, Ordering::Release);
    let waiter = within_20_s(move || {
        while FUTEX.load(Ordering::Acquire) == 7 {
            match futex_wait(&FUTEX, flags, 7, timeout.as_ref()) {
                Ok(()) | Err(Errno::AGAIN | Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    });
    thread::sleep(Duration::from_millis(20));
    FUTEX.store(8, Ordering::Release);
    assert!(futex_wake(&FUTEX, flags, u32::MAX >> 1).unwrap() <= 1);
    assert_eq!(waiter(), Ok(()));
}

#[test]
fn futex_wakes() {
    wake(FutexFlags::empty(), None);
    wake(FutexFlags::PRIVATE, None);
    // Truncated to 32 bits, this timeout would be zero.
    wake(FutexFlags::PRIVATE, Some(at(1 << 32, 0)));
}

#[test]
fn futex_wake_counts() {
    static FUTEX: AtomicU32 = AtomicU32::new(0);
    let waiters = [(); 3].map(|()| {
        within_20_s(|| {
            // The value never changes, so each waiter returns only when it is woken.
            while futex_wait(&FUTEX, FutexFlags::PRIVATE, 0, None) == Err(Errno::INTR) {}
        })
    });
    let mut woken = 0;
    let deadline = Instant::now() + Duration::from_secs(20);
    while woken < 3 {
        let count = futex_wake(&FUTEX, FutexFlags::PRIVATE, 1).unwrap();
        assert!(count <= 1 && Instant::now() < deadline);
        woken += count;
        thread::sleep(Duration::from_millis(1));
    }
    for ended in waiters {
        ended();
    }
    assert_eq!(futex_wake(&FUTEX, FutexFlags::PRIVATE, 1), Ok(0));
    assert_eq!(futex_wake(&FUTEX, FutexFlags::empty(), u32::MAX), Ok(0));
}

#[test]
fn futex_wait_returns_an_error() {
    let futex = AtomicU32::new(u32::MAX);
    let wait =
        |flags, expected, timeout: Timespec| futex_wait(&futex, flags, expected, Some(&timeout));
    let none = FutexFlags::empty();
    assert_eq!(wait(none, 0, at(100, 0)), Err(Errno::AGAIN));
    let start = Instant::now();
    assert_eq!(
        wait(none, u32::MAX, at(0, 20_000_000)),
        Err(Errno::TIMEDOUT)
    );
    assert!(start.elapsed() >= Duration::from_millis(20));
    assert_eq!(wait(none, u32::MAX, at(0, 0)), Err(Errno::TIMEDOUT));
    assert_eq!(
        wait(none, u32::MAX, at(0, 1_000_000_000)),
        Err(Errno::INVAL)
    );
    assert_eq!(wait(none, u32::MAX, at(-1, 0)), Err(Errno::INVAL));
    let realtime = futex_wake(&futex, FutexFlags::CLOCK_REALTIME, 1);
    assert_eq!(realtime, Err(Errno::NOSYS));
}

/// Other flags are rejected. They could select another operation, such as `FUTEX_WAKE_OP`, which
/// writes to a second address, or one that writes to the futex, such as `FUTEX_ROBUST_UNLOCK`
/// (Linux 7.2).
#[test]
fn futex_takes_two_flags() {
    let futex = AtomicU32::new(1);
    for bits in (1..128).chain((9..32).map(|n| 1 << n)) {
        let flags = FutexFlags::from_bits_retain(bits);
        assert_eq!(futex_wake(&futex, flags, 1), Err(Errno::INVAL));
        assert_eq!(futex_wait(&futex, flags, 0, None), Err(Errno::INVAL));
        assert_eq!(futex.load(Ordering::Relaxed), 1);
    }
}

#[test]
fn affinity_of_this_thread() {
    let before = thread::spawn(|| {
        let before = sched_getaffinity(None).unwrap();
        let first = before.iter().next().unwrap();
        let mut one = CpuSet::empty();
        assert!(one.insert(first));
        assert_eq!(sched_setaffinity(None, &one), Ok(()));
        assert_eq!(sched_getaffinity(None), Ok(one));
        assert_eq!(sched_getaffinity(Some(gettid())), Ok(one));
        // A CPU that does not exist is ignored if the set also has one that exists.
        assert!(one.insert(1023));
        assert_eq!(sched_setaffinity(Some(gettid()), &one), Ok(()));
        assert_eq!(sched_getaffinity(None).unwrap().count(), 1);
        before
    });
    // The other thread's set has not changed.
    let before = before.join().unwrap();
    assert_eq!(sched_getaffinity(None), Ok(before));
    assert!(before.count() >= 1 && before.count() <= CpuSet::CAPACITY);
}

#[test]
fn affinity_errors() {
    let nobody = Some(Pid::from_raw(i32::MAX));
    assert_eq!(sched_getaffinity(nobody), Err(Errno::SRCH));
    assert_eq!(
        sched_setaffinity(nobody, &CpuSet::empty()),
        Err(Errno::SRCH)
    );
    assert_eq!(sched_setaffinity(None, &CpuSet::empty()), Err(Errno::INVAL));
}

#[test]
fn cpu_set_is_bounded() {
    let mut set = CpuSet::default();
    for cpu in [0, 31, 32, 63, 64, 1023] {
        assert!(!set.contains(cpu) && set.insert(cpu) && set.contains(cpu));
    }
    assert_eq!(format!("{set:?}"), "{0, 31, 32, 63, 64, 1023}");
    for cpu in [1024, usize::MAX] {
        assert!(!set.insert(cpu) && !set.remove(cpu) && !set.contains(cpu));
    }
    assert!(set.remove(31) && !set.contains(31));
    assert_eq!(set.count(), 5);
}

#[test]
fn getcpu_is_one_that_the_thread_may_run_on() {
    let (cpu, _) = getcpu().unwrap();
    assert!(sched_getaffinity(None).unwrap().contains(cpu as usize));
}
