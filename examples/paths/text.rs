//! Text without an allocator: short texts, output in large pieces, and decimal numbers.

use core::fmt::{self, Write as _};

use trapgate::fd::BorrowedFd;
use trapgate::{Errno, io};

/// A text of up to `N` bytes. What does not fit is cut off.
pub(crate) struct Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Text<N> {
    pub(crate) const fn new() -> Self {
        Self {
            bytes: [0; N],
            len: 0,
        }
    }

    /// Formats the arguments.
    pub(crate) fn of(text: fmt::Arguments<'_>) -> Self {
        let mut new = Self::new();
        let _ = new.write_fmt(text);
        new
    }

    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        // If the cut is inside a character, the text ends before it.
        let valid = bytes.utf8_chunks().next();
        valid.map_or("", |chunk| chunk.valid())
    }
}

impl<const N: usize> fmt::Write for Text<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.bytes.get_mut(self.len..).unwrap_or_default();
        let count = room.len().min(text.len());
        for (room, &byte) in room.iter_mut().zip(text.as_bytes()) {
            *room = byte;
        }
        self.len += count;
        if count == text.len() {
            Ok(())
        } else {
            Err(fmt::Error)
        }
    }
}

/// Text for a descriptor, written in large pieces.
pub(crate) struct Out {
    fd: BorrowedFd<'static>,
    waiting: Text<4096>,
    broken: Option<Errno>,
}

impl Out {
    pub(crate) const fn new(fd: BorrowedFd<'static>) -> Self {
        Self {
            fd,
            waiting: Text::new(),
            broken: None,
        }
    }

    /// Writes what is waiting.
    pub(crate) fn flush(&mut self) {
        let mut rest = self.waiting.as_str().as_bytes();
        while !rest.is_empty() && self.broken.is_none() {
            match io::write(self.fd, rest) {
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(error) => self.broken = Some(error),
            }
        }
        self.waiting = Text::new();
    }

    /// Writes what is waiting, and returns the first error of the whole output, if there was one.
    pub(crate) fn finish(&mut self) -> trapgate::Result<()> {
        self.flush();
        self.broken.map_or(Ok(()), Err)
    }

    /// Writes a character this many times.
    pub(crate) fn fill(&mut self, character: char, count: usize) {
        for _ in 0..count {
            let _ = self.write_char(character);
        }
    }
}

impl fmt::Write for Out {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // A character has at most four bytes and is never split.
        for character in text.chars() {
            if self.waiting.write_char(character).is_err() {
                self.flush();
                let _ = self.waiting.write_char(character);
            }
        }
        Ok(())
    }
}

/// Writes to `out`. `finish` returns the error, if there is one.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use core::fmt::Write as _;
        let _ = write!($out, $($text)*);
    }};
}

/// Writes a line to `out`.
macro_rules! putln {
    ($out:expr) => { $crate::text::put!($out, "\n") };
    ($out:expr, $($text:tt)*) => {
        $crate::text::put!($out, "{}\n", format_args!($($text)*))
    };
}

pub(crate) use {put, putln};

/// A number in thousandths, shown with 1 to 3 decimal places.
pub(crate) struct Decimal {
    thousandths: u64,
    places: usize,
}

/// Shows one decimal place.
pub(crate) const fn tenths(thousandths: u64) -> Decimal {
    Decimal {
        thousandths,
        places: 1,
    }
}

/// Shows three decimal places.
pub(crate) const fn thousandths(thousandths: u64) -> Decimal {
    Decimal {
        thousandths,
        places: 3,
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.places;
        let (mut unit, mut step) = (1, 1000);
        for _ in 0..places {
            unit *= 10;
            step /= 10;
        }
        let rounded = self.thousandths.saturating_add(step / 2) / step;
        let width = f.width().unwrap_or(0).saturating_sub(places + 1);
        let (whole, rest) = (rounded / unit, rounded % unit);
        write!(f, "{whole:width$}.{rest:0places$}")
    }
}
