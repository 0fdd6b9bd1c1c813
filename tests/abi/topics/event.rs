//! Waiting for descriptors; pipes and counters.

use trapgate::event::{EventfdFlags, PollFlags, TimerfdFlags};
use trapgate::io::PipeFlags;

use crate::abi::behaviour;
use crate::abi::topic::{Topic, structs, types};

pub(crate) fn topic() -> Topic {
    Topic {
        types: types! {
            EventfdFlags: "EFD_*";
            PipeFlags: "O_*" but "*";
            PollFlags: "POLL*" but "POLL_*";
            TimerfdFlags: "TFD_*" but "TFD_TIMER_*" "TFD_*_FLAGS";
        },
        structs: structs! {
            PollFd = "struct pollfd", "" (behaviour::poll_fd()): "general::pollfd" "libc::pollfd";
        },
        unknown: &[(
            "O_NOTIFICATION_PIPE",
            0o200,
            "include/uapi/linux/watch_queue.h, 5.8",
        )],
        headers: &[
            "asm/poll.h",
            "linux/eventfd.h",
            "linux/timerfd.h",
            "linux/watch_queue.h",
        ],
        ..Topic::default()
    }
}
