//! The first use of a vDSO function, at awkward moments.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::{mem, ptr, thread};

use trapgate::time::{ClockId, clock_getres, clock_gettime, gettimeofday, time};
use trapgate::{Errno, Result, vdso};

use super::scene::{Played, play};
use super::{filter, oracle};

/// Calls each function once.
fn each() -> Result<()> {
    clock_gettime(ClockId::MONOTONIC)?;
    clock_getres(ClockId::MONOTONIC)?;
    gettimeofday()?;
    time()?;
    trapgate::thread::getcpu().map(drop)
}

#[test]
fn in_a_signal_handler() {
    play("in_a_signal_handler", "in a handler");
}

pub(crate) fn in_a_handler() -> Played {
    static RIGHT: AtomicBool = AtomicBool::new(false);
    extern "C" fn handler(_: libc::c_int) {
        RIGHT.store(each().is_ok(), Relaxed);
    }
    // The stack is as small as a handler's may be.
    let mut stack = vec![0u8; 16 << 10];
    // SAFETY: the stack outlives its use, and the handler neither allocates nor takes a lock.
    unsafe {
        let alternate = libc::stack_t {
            ss_sp: stack.as_mut_ptr().cast(),
            ss_flags: 0,
            ss_size: stack.len(),
        };
        assert_eq!(libc::sigaltstack(&raw const alternate, ptr::null_mut()), 0);
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = handler as extern "C" fn(libc::c_int) as usize;
        action.sa_flags = libc::SA_ONSTACK;
        libc::sigaction(libc::SIGUSR1, &raw const action, ptr::null_mut());
        libc::raise(libc::SIGUSR1);
    }
    assert!(RIGHT.load(Relaxed));
    oracle::all_agree();
    // The stack is in use until the process ends.
    mem::forget(stack);
    Ok(())
}

#[test]
fn on_many_threads_at_once() {
    play("on_many_threads_at_once", "on threads");
}

pub(crate) fn on_threads() -> Played {
    const COUNT: usize = 8;
    let barrier = Barrier::new(COUNT);
    thread::scope(|scope| {
        for _ in 0..COUNT {
            scope.spawn(|| {
                for _ in 0..200 {
                    barrier.wait();
                    each().unwrap();
                    barrier.wait();
                    // Each thread enables the vDSO again, so that the next round's use is a first
                    // use.
                    vdso::enable();
                }
            });
        }
    });
    oracle::all_agree();
    Ok(())
}

#[test]
fn disable_is_not_undone_by_a_use_under_way() {
    play(
        "disable_is_not_undone_by_a_use_under_way",
        "disabled meanwhile",
    );
}

pub(crate) fn disabled_meanwhile() -> Played {
    // This thread's system calls fail, so its calls succeed only through the vDSO.
    static STOP: AtomicBool = AtomicBool::new(false);
    let threads: Vec<_> = (0..3)
        .map(|_| {
            thread::spawn(|| {
                while !STOP.load(Relaxed) {
                    each().unwrap();
                }
            })
        })
        .collect();
    filter::install(filter::errno(libc::EPERM))?;
    for _ in 0..2000 {
        vdso::enable();
        // The other threads are about to look for the functions.
        thread::yield_now();
        vdso::disable();
        for _ in 0..20 {
            assert_eq!(clock_gettime(ClockId::MONOTONIC), Err(Errno::PERM));
            assert_eq!(trapgate::thread::getcpu(), Err(Errno::PERM));
        }
    }
    STOP.store(true, Relaxed);
    for thread in threads {
        thread.join().unwrap();
    }
    Ok(())
}
