//! The command line.

use core::ffi::CStr;

/// How the bytes get from one file to the other, the best way first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    Reflink,
    Range,
    Write,
}

impl Way {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Reflink => "reflink",
            Self::Range => "copy_file_range",
            Self::Write => "read and write",
        }
    }
}

pub(crate) struct Options {
    /// Whether an existing file is kept.
    pub(crate) keep: bool,
    pub(crate) verbose: bool,
    /// The way that is tried first.
    pub(crate) by: Way,
}

impl Options {
    /// Reads the words after the program's name. Returns an unknown option as an error.
    pub(crate) fn read<'a>(words: impl Iterator<Item = &'a CStr>) -> Result<Self, &'a CStr> {
        let mut options = Self {
            keep: false,
            verbose: false,
            by: Way::Reflink,
        };
        for word in words.take_while(|word| *word != c"--") {
            let Some(option) = option(word) else {
                continue;
            };
            match option {
                b"-by=reflink" => options.by = Way::Reflink,
                b"-by=range" => options.by = Way::Range,
                b"-by=write" => options.by = Way::Write,
                letters => {
                    for letter in letters {
                        match letter {
                            b'n' => options.keep = true,
                            b'v' => options.verbose = true,
                            _ => return Err(word),
                        }
                    }
                }
            }
        }
        Ok(options)
    }
}

/// Returns what follows the `-` of an option. A `-` alone is a path.
fn option(word: &CStr) -> Option<&[u8]> {
    let option = word.to_bytes().strip_prefix(b"-")?;
    (!option.is_empty()).then_some(option)
}

/// Returns the words that are not options, which include all words after `--`.
pub(crate) fn paths<'a>(words: impl Iterator<Item = &'a CStr>) -> impl Iterator<Item = &'a CStr> {
    let mut ended = false;
    words.filter(move |word| {
        let is_option = !ended && option(word).is_some();
        ended |= *word == c"--";
        !is_option
    })
}
