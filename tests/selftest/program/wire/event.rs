//! Calls of the functions in `event`.

use trapgate::event::{EventfdFlags, PollFd, PollFlags, TimerfdFlags, eventfd2};
use trapgate::signal::{SigSet, Signal};
use trapgate::time::ClockId;

use super::stage::{INSTANT, NONE, Y2100, file, put};
use super::wires;

wires! {
    event::eventfd2
        (0x8102_0304, EventfdFlags::SEMAPHORE | EventfdFlags::NONBLOCK | EventfdFlags::CLOEXEC)
        (5, EventfdFlags::from_bits_retain(0x40));

    event::ppoll {
        let file = file()?;
        // The counter is zero, so there is nothing to read.
        let counter = eventfd2(0, EventfdFlags::empty()).map_err(|_| "no eventfd")?;
        let ready = [PollFd::new(&file, PollFlags::IN), PollFd::new(&counter, PollFlags::IN)];
        let idle = [PollFd::new(&counter, PollFlags::IN | PollFlags::RDHUP)];
        let ready = put(ready);
        let idle = put(idle);
        let none = put([PollFd::from_borrowed_fd(NONE, PollFlags::OUT)]);
        let mask = put(SigSet::empty().with(Signal::USR2).with(Signal::RTMAX));
        let wrong = put(Y2100);
        wrong.tv_nsec = 1_000_000_000;
    }
        (ready, Some(put(Y2100)), Some(mask))
        (idle, Some(put(INSTANT)), None)
        (none, Some(wrong), None);

    event::timerfd_create
        (ClockId::BOOTTIME, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)
        (ClockId::MONOTONIC_RAW, TimerfdFlags::empty());
}
