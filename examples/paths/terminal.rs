//! Terminals: how wide one is, and a line on it that comes and goes.

use core::num::NonZeroU16;

use trapgate::fd::BorrowedFd;
use trapgate::rt::{STDERR, STDOUT};
use trapgate::tty::ioctl_tiocgwinsz;

use crate::text::{Out, put};

/// How many columns a terminal has. `None` where it is none, or one that does not know, such as a serial line.
fn columns(fd: BorrowedFd<'_>) -> Option<NonZeroU16> {
    NonZeroU16::new(ioctl_tiocgwinsz(fd).ok()?.col)
}

/// The columns that standard output has, or 80.
pub(crate) fn width() -> usize {
    columns(STDOUT).map_or(80, |columns| columns.get().into())
}

/// A line that tells how much is done, if there is somebody to look at it.
pub(crate) struct Progress {
    out: Option<Out>,
    shown: Option<u64>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let mut terminals = [STDERR, STDOUT].into_iter();
        Self {
            out: terminals.find(|&fd| columns(fd).is_some()).map(Out::new),
            shown: None,
        }
    }

    pub(crate) fn show(&mut self, percent: u64) {
        if let Some(out) = &mut self.out {
            if self.shown != Some(percent) {
                put!(out, "\rmeasuring {percent:3} %");
                out.flush();
                self.shown = Some(percent);
            }
        }
    }

    pub(crate) fn erase(&mut self) {
        if let (Some(out), Some(_)) = (&mut self.out, self.shown) {
            put!(out, "\r{:15}\r", "");
            out.flush();
        }
    }
}
