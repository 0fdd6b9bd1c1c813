//! Calls of the functions in `time`.

use trapgate::time::{ClockId, TimerFlags, Timespec};
use trapgate::vdso;

use super::stage::{INSTANT, Y2100, put};
use super::wires;

/// A number that no clock has.
const NONE: ClockId = ClockId::from_raw(1000);

wires! {
    time::clock_getres {
        vdso::disable();
    }
        (ClockId::MONOTONIC_COARSE)
        (NONE);

    time::clock_gettime {
        vdso::disable();
    }
        (ClockId::BOOTTIME)
        (NONE);

    time::clock_nanosleep {
        let wrong = put(Timespec { tv_nsec: 1_000_000_000, ..Y2100 });
        let remain = put(INSTANT);
    }
        (ClockId::MONOTONIC, TimerFlags::empty(), put(INSTANT), Some(&mut *remain))
        (ClockId::REALTIME, TimerFlags::ABSTIME, put(INSTANT), None)
        (ClockId::BOOTTIME, TimerFlags::ABSTIME, wrong, Some(remain));

    // This clock cannot be set, so the call fails and the time stays the same.
    time::clock_settime
        (ClockId::MONOTONIC, put(Y2100));

    time::gettimeofday {
        vdso::disable();
    }
        ();

    time::time {
        vdso::disable();
    }
        ();
}
