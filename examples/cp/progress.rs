//! The progress of a copy, on a terminal.

use trapgate::eprint;
use trapgate::rt::STDERR;
use trapgate::time::{ClockId, Timespec, clock_gettime};
use trapgate::tty::ioctl_tiocgwinsz;

/// How far a copy is, and when that was last shown.
pub(crate) struct Progress {
    /// When the progress was last shown, or when the copy started. If this is `None`, standard
    /// error is not a terminal or the clock cannot be read, and no progress is shown.
    last: Option<Timespec>,
    shown: bool,
    /// The length of the file, or 0 if it is unknown.
    total: u64,
}

/// The time between two updates, in nanoseconds.
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

    /// Shows that this many bytes have been copied or are known to be holes.
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
    /// Clears the line for the next output.
    fn drop(&mut self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}

/// Reads the clock through the vDSO, which costs next to nothing.
fn now() -> Option<Timespec> {
    clock_gettime(ClockId::MONOTONIC).ok()
}
