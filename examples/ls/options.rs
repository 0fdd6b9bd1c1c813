//! The command line.

use core::ffi::CStr;
use core::fmt;

/// What the entries are sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Name,
    Size,
    Time,
    /// As they come.
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

/// An option that there is not.
pub(crate) struct Unknown<'a>(&'a [u8]);

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown option `{}`", self.0.escape_ascii())
    }
}

impl Options {
    /// Reads the words behind the program's name.
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

    /// Whether more than a name is wanted of each entry.
    pub(crate) fn facts(&self) -> bool {
        self.long || matches!(self.order, Order::Size | Order::Time)
    }
}

/// What stands behind the `-` of an option. A `-` alone is a path.
fn letters(word: &CStr) -> Option<&[u8]> {
    word.to_bytes()
        .strip_prefix(b"-")
        .filter(|letters| !letters.is_empty())
}

/// The words that are no options: all of them behind `--`.
pub(crate) fn paths<'a>(words: impl Iterator<Item = &'a CStr>) -> impl Iterator<Item = &'a CStr> {
    let mut ended = false;
    words.filter(move |word| {
        let option = !ended && letters(word).is_some();
        ended |= *word == c"--";
        !option
    })
}
