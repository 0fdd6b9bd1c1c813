//! How far a copy is, on a terminal.

use trapgate::eprint;
use trapgate::rt::STDERR;
use trapgate::time::{ClockId, Timespec, clock_gettime};
use trapgate::tty::ioctl_tiocgwinsz;

/// Nothing is shown where this is `None`: no terminal, no clock.
pub(crate) struct Progress {
    /// When something was shown last, or the start.
    last: Option<Timespec>,
    shown: bool,
    /// 0 where nobody knows.
    total: u64,
}

/// Between two times that something is shown, in nanoseconds.
const PAUSE: i64 = 100_000_000;

impl Progress {
    pub(crate) fn new(total: u64) -> Self {
        let terminal = ioctl_tiocgwinsz(STDERR).is_ok();
        Self {
            last: terminal.then(now).flatten(),
            shown: false,
            total,
        }
    }

    /// So many bytes are copied, or known to be a hole.
    pub(crate) fn at(&mut self, done: u64) {
        let (Some(last), Some(now)) = (self.last, now()) else {
            return;
        };
        let passed = now
            .tv_sec
            .saturating_sub(last.tv_sec)
            .saturating_mul(1_000_000_000);
        if passed.saturating_add(now.tv_nsec - last.tv_nsec) < PAUSE {
            return;
        }
        (self.last, self.shown) = (Some(now), true);
        eprint!("\r{:>10} KiB ", done >> 10);
        if let Some(percent) = (u128::from(done) * 100).checked_div(self.total.into()) {
            eprint!("{percent:>3} % ");
        }
    }
}

impl Drop for Progress {
    /// Leaves the line to whoever writes next.
    fn drop(&mut self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}

/// By the vDSO, so that asking costs next to nothing.
fn now() -> Option<Timespec> {
    clock_gettime(ClockId::MONOTONIC).ok()
}
