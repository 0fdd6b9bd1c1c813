//! Clocks and times.

use trapgate::time::{ClockId, TimerFlags, Timespec};

use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            ClockId [REALTIME MONOTONIC PROCESS_CPUTIME_ID THREAD_CPUTIME_ID MONOTONIC_RAW
                REALTIME_COARSE MONOTONIC_COARSE BOOTTIME REALTIME_ALARM BOOTTIME_ALARM SGI_CYCLE
                TAI AUX AUX_LAST]: "CLOCK_*" but "CLOCK_DEFAULT" "CLOCK_EXT" "CLOCK_INT"
                "CLOCK_TXFROMRX" "CLOCK_TXINT";
            TimerFlags: "TIMER_*";
        },
        structs: structs! {
            // `libc` has the 32-bit one on i686.
            Timespec = "struct __kernel_timespec", "" [tv_sec tv_nsec]:
                "general::__kernel_timespec";
        },
        // Made from the words of `Rusage`.
        inner: &["Timeval"],
        headers: &["linux/time.h", "linux/time_types.h"],
        ..Topic::default()
    }
}
