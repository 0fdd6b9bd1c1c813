//! What a check says.

use core::fmt::{self, Write as _};

use trapgate::{Errno, print};

/// What a check returns.
pub(crate) type Outcome = Result<(), Problem>;

/// Why a check is not `ok`.
pub(crate) enum Problem {
    /// It cannot be made here.
    Skip(&'static str),
    /// A call gave an error that it should not have.
    Call(&'static str, Errno),
    /// A call succeeded that should not have.
    Success(&'static str),
    /// A number is not what it should be.
    Number(&'static str, u64, u64),
    /// Something does not hold.
    Untrue(&'static str),
}

impl Problem {
    /// Whether it is a reason to skip: the call was refused as such.
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
            Self::Success(call) => write!(f, "{call}: no error"),
            Self::Number(what, found, expected) => {
                write!(f, "{what}: {found:#x}, not {expected:#x}")
            }
            Self::Untrue(what) => write!(f, "not so: {what}"),
        }
    }
}

/// Names the call that gave a result.
pub(crate) trait Of<T> {
    /// The success, or the call and its error.
    fn of(self, call: &'static str) -> Result<T, Problem>;

    /// `Ok` if it is this error.
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

/// `Ok` if the two are the same.
pub(crate) fn same(what: &'static str, found: u64, expected: u64) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(Problem::Number(what, found, expected))
    }
}

/// `Ok` if it holds.
pub(crate) fn holds(what: &'static str, holds: bool) -> Outcome {
    if holds {
        Ok(())
    } else {
        Err(Problem::Untrue(what))
    }
}

/// A line that is written in one piece; what has no room is cut.
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
