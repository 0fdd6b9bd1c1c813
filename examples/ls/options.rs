//! The command line.

use core::ffi::CStr;
use core::fmt;

/// What the entries are sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Name,
    Size,
    Time,
    /// The order in which they are read.
    None,
}

#[derive(Clone, Copy)]
pub(crate) struct Options {
    pub(crate) all: bool,
    pub(crate) itself: bool,
    pub(crate) long: bool,
    pub(crate) attributes: bool,
    pub(crate) reverse: bool,
    pub(crate) order: Order,
}

/// An unknown option.
pub(crate) struct Unknown<'a>(&'a [u8]);

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown option `{}`", self.0.escape_ascii())
    }
}

impl Options {
    /// Reads the words after the program's name.
    pub(crate) fn read<'a>(words: impl Iterator<Item = &'a CStr>) -> Result<Self, Unknown<'a>> {
        let mut options = Self {
            all: false,
            itself: false,
            long: false,
            attributes: false,
            reverse: false,
            order: Order::Name,
        };
        for word in words {
            let Some(letters) = letters(word) else {
                continue;
            };
            if letters == b"-" {
                break;
            }
            for letter in letters {
                match letter {
                    b'a' => options.all = true,
                    b'd' => options.itself = true,
                    b'l' => options.long = true,
                    b'r' => options.reverse = true,
                    b'S' => options.order = Order::Size,
                    b't' => options.order = Order::Time,
                    b'U' => options.order = Order::None,
                    b'x' => options.attributes = true,
                    _ => return Err(Unknown(word.to_bytes())),
                }
            }
        }
        Ok(options)
    }

    /// Returns whether more than the name of each entry is needed.
    pub(crate) fn facts(&self) -> bool {
        self.long || matches!(self.order, Order::Size | Order::Time)
    }
}

/// Returns what follows the `-` of an option. A `-` alone is a path.
fn letters(word: &CStr) -> Option<&[u8]> {
    word.to_bytes()
        .strip_prefix(b"-")
        .filter(|letters| !letters.is_empty())
}

/// Returns the words that are not options, which include all words after `--`.
pub(crate) fn paths<'a>(words: impl Iterator<Item = &'a CStr>) -> impl Iterator<Item = &'a CStr> {
    let mut ended = false;
    words.filter(move |word| {
        let option = !ended && letters(word).is_some();
        ended |= *word == c"--";
        !option
    })
}
