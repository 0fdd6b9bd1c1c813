//! Terminals: their width, and a line that shows progress.

use core::num::NonZeroU16;

use trapgate::fd::BorrowedFd;
use trapgate::rt::{STDERR, STDOUT};
use trapgate::tty::ioctl_tiocgwinsz;

use crate::text::{Out, put};

/// Returns the number of a terminal's columns. The result is `None` if the file is not a terminal
/// or, like a serial line, does not know its size.
fn columns(fd: BorrowedFd<'_>) -> Option<NonZeroU16> {
    NonZeroU16::new(ioctl_tiocgwinsz(fd).ok()?.col)
}

/// Returns the number of columns of standard output, or 80.
pub(crate) fn width() -> usize {
    columns(STDOUT).map_or(80, |columns| columns.get().into())
}

/// A line that shows the progress, if standard error or standard output is a terminal.
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
