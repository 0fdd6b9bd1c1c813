//! Processes.

use trapgate::process::{Dumpable, WaitFlags};

use crate::abi::behaviour;
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            Dumpable [DISABLE USER ROOT]: "SUID_DUMP_*";
            WaitFlags: "W*" "__W*" but "W_OK";
        },
        structs: structs! {
            // C libraries add room at the end.
            Rusage = "struct rusage", "ru_" (behaviour::rusage()):
                "general::rusage" "libc::rusage but size";
        },
        unknown: &[
            ("SUID_DUMP_DISABLE", 0, "include/linux/sched/coredump.h"),
            ("SUID_DUMP_USER", 1, "include/linux/sched/coredump.h"),
            ("SUID_DUMP_ROOT", 2, "include/linux/sched/coredump.h"),
        ],
        headers: &["linux/prctl.h", "linux/resource.h", "linux/wait.h"],
        ..Topic::default()
    }
}
