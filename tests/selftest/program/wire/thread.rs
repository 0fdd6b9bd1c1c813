//! Calls of the functions in `thread`.

use core::sync::atomic::AtomicU32;

use trapgate::thread::{CpuSet, FutexFlags, SchedPolicy, sched_getaffinity};
use trapgate::types::id::Pid;
use trapgate::vdso;

use super::stage::{INSTANT, Y2100, put};
use super::wires;

/// An id that no thread has.
const NOBODY: Option<Pid> = Some(Pid::from_raw(i32::MAX));

wires! {
    thread::futex_wait {
        let futex = put(AtomicU32::new(5));
    }
        (futex, FutexFlags::PRIVATE, 5, Some(put(INSTANT)))
        (futex, FutexFlags::PRIVATE, 0x8000_0006, Some(put(Y2100)))
        (futex, FutexFlags::empty(), 7, None);

    thread::futex_wake {
        let futex = put(AtomicU32::new(5));
    }
        (futex, FutexFlags::empty(), 7)
        (futex, FutexFlags::CLOCK_REALTIME, 8);

    thread::getcpu {
        vdso::disable();
    }
        ();

    thread::gettid ();

    thread::sched_get_priority_max
        (SchedPolicy::RR)
        (SchedPolicy::from_raw(0x0102_0304));

    thread::sched_getaffinity
        (None)
        (NOBODY);

    thread::sched_setaffinity {
        let set = put(sched_getaffinity(None).unwrap_or_default());
        let mut some = CpuSet::empty();
        some.insert(3);
        some.insert(1000);
        let some = put(some);
    }
        (None, set)
        (NOBODY, some);

    thread::sched_yield ();
}
