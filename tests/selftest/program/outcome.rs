//! The result of a check.

use core::fmt::{self, Write as _};

use trapgate::{Errno, print};

/// The result that a check returns.
pub(crate) type Outcome = Result<(), Problem>;

/// Why a check is not `ok`.
pub(crate) enum Problem {
    /// The check cannot run here.
    Skip(&'static str),
    /// A call returned an unexpected error.
    Call(&'static str, Errno),
    /// A call succeeded that should have failed.
    Success(&'static str),
    /// A number differs from the expected one: found, then expected.
    Number(&'static str, u64, u64),
    /// A condition does not hold.
    Untrue(&'static str),
}

impl Problem {
    /// Whether this is a reason to skip: the kernel or a filter rejects the call as such.
    pub(crate) fn is_skip(&self) -> bool {
        match self {
            Self::Skip(_) => true,
            Self::Call(_, error) => [Errno::NOSYS, Errno::PERM].contains(error),
            _ => false,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skip(why) => f.write_str(why),
            Self::Call(call, error) => write!(f, "{call}: {error} ({error:?})"),
            Self::Success(call) => write!(f, "{call}: succeeded, although it should fail"),
            Self::Number(what, found, expected) => {
                write!(f, "{what}: {found:#x} instead of {expected:#x}")
            }
            Self::Untrue(what) => write!(f, "does not hold: {what}"),
        }
    }
}

/// Attaches the call's name to its result.
pub(crate) trait Of<T> {
    /// Returns the value, or the call's name with its error.
    fn of(self, call: &'static str) -> Result<T, Problem>;

    /// `Ok` if the call failed with this error.
    fn fails(self, call: &'static str, expected: Errno) -> Outcome;
}

impl<T> Of<T> for trapgate::Result<T> {
    fn of(self, call: &'static str) -> Result<T, Problem> {
        self.map_err(|error| Problem::Call(call, error))
    }

    fn fails(self, call: &'static str, expected: Errno) -> Outcome {
        match self {
            Ok(_) => Err(Problem::Success(call)),
            Err(error) if error == expected => Ok(()),
            Err(error) => Err(Problem::Call(call, error)),
        }
    }
}

/// `Ok` if the two numbers are equal.
pub(crate) fn same(what: &'static str, found: u64, expected: u64) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(Problem::Number(what, found, expected))
    }
}

/// `Ok` if the condition holds.
pub(crate) fn holds(what: &'static str, holds: bool) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(Problem::Untrue(what))
    }
}

/// A line that is written in one call. Text that does not fit is cut off.
pub(crate) struct Line {
    bytes: [u8; 200],
    len: usize,
}

impl Line {
    /// Prints a line.
    pub(crate) fn print(text: fmt::Arguments<'_>) {
        let mut line = Self {
            bytes: [0; 200],
            len: 0,
        };
        let _ = line.write_fmt(text);
        let text = line.bytes.get(..line.len).map(core::str::from_utf8);
        if let Some(Ok(text)) = text {
            print!("{text}\n");
        }
    }
}

impl fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (&byte, room) in text
            .as_bytes()
            .iter()
            .zip(self.bytes.iter_mut().skip(self.len))
        {
            *room = byte;
            self.len += 1;
        }
        Ok(())
    }
}
