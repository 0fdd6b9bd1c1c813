//! Futexes.

use core::sync::atomic::{AtomicU32, Ordering::SeqCst};
use core::{hint, ptr};

use trapgate::Errno;
use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};
use trapgate::process::{WaitFlags, wait4};
use trapgate::rt::Start;
use trapgate::thread::{FutexFlags, futex_wait, futex_wake, sched_yield};
use trapgate::time::Timespec;

use super::processes::child;
use crate::outcome::{Of as _, Outcome, holds, same};

/// Waiting returns if the value differs or the time runs out, and waking without a waiter returns
/// 0.
pub(crate) fn futex(_: Start) -> Outcome {
    let futex = AtomicU32::new(5);
    let span = |tv_sec, tv_nsec| Timespec { tv_sec, tv_nsec };
    let private = FutexFlags::PRIVATE;
    // A time in 2100. Truncated to 32 bits it would be in the distant past.
    let later = span(4_102_444_800, 0);
    futex_wait(&futex, private, 6, Some(&later)).fails("futex", Errno::AGAIN)?;
    futex_wait(&futex, private, 5, Some(&span(0, 1_000_000))).fails("futex", Errno::TIMEDOUT)?;
    futex_wait(&futex, private, 5, Some(&span(0, -1))).fails("futex", Errno::INVAL)?;
    same(
        "woken",
        futex_wake(&futex, private, 3).of("futex")?.into(),
        0,
    )
}

/// A child waits on a futex in memory that it shares with its parent, which wakes it.
pub(crate) fn shared(_: Start) -> Outcome {
    const LEN: usize = 4096;
    let (prot, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED);
    // SAFETY: a new mapping at an address that the kernel chooses.
    let memory = unsafe { mmap_anonymous(ptr::null_mut(), LEN, prot, flags) }.of("mmap")?;
    // SAFETY: mapped until the end of this function, aligned, and only accessed as an atomic.
    let futex = unsafe { AtomicU32::from_ptr(memory.cast()) };
    let long = Timespec {
        tv_sec: 10,
        tv_nsec: 0,
    };
    let none = FutexFlags::empty();
    let waiter = child(|| {
        futex.store(1, SeqCst);
        match futex_wait(futex, none, 1, Some(&long)) {
            Ok(()) => 21,
            Err(error) => error.raw(),
        }
    })?;
    let mut woken = Ok(0);
    // Repeats until the child sleeps. The child's wait has a timeout.
    for _ in 0..1_000_000 {
        woken = futex_wake(futex, none, 7);
        if woken != Ok(0) {
            break;
        }
        sched_yield();
        hint::spin_loop();
    }
    let ended = wait4(waiter, WaitFlags::empty(), None).of("wait4")?;
    // SAFETY: the memory is not used any more.
    unsafe { munmap(memory, LEN) }.of("munmap")?;
    same("woken", woken.of("futex")?.into(), 1)?;
    holds(
        "the child was woken",
        ended.and_then(|(_, status)| status.code()) == Some(21),
    )
}
