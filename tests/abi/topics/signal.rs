//! Signals.

use trapgate::signal::Signal;

use crate::abi::topic::{Topic, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            Signal [HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT
                CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS RTMIN
                RTMAX IOT POLL]: "SIG*" but "SIG_*" "SIGEV_*" "SIGSTKSZ" "SIGUNUSED";
        },
        unknown: &[("SIGRTMAX", 64, "arch/x86/include/asm/signal.h, _NSIG")],
        headers: &["asm/signal.h"],
        ..Topic::default()
    }
}
