//! The command line.

use core::fmt;

use crate::measure::ROUNDS;
use crate::rows;

pub(crate) const HELP: &str = "\
paths: what each path into the kernel costs on this machine

    --csv            the same as data: `# what: text` lines, then
                     path,call,min_ns,median_ns,cycles,times,status
    --rows PATH      only one path, beside the function call:
                     vdso, syscall, int80 (x86_64) or vdso, int80, vsyscall (i686)
    --rounds N       N rounds, at most 8192, instead of two and a half seconds
    --end=HOW        as process 1: power-off (the default), restart, halt, exit
    --help           this text
";

/// What the command line asks for.
pub(crate) enum Wish {
    Help,
    Rows(Options),
}

pub(crate) struct Options {
    pub(crate) csv: bool,
    /// The path whose rows are shown, or `None` for all paths.
    pub(crate) path: Option<&'static str>,
    /// The number of rounds, or `None` for as many as the time allows.
    pub(crate) rounds: Option<usize>,
}

/// A mistake in the command line.
pub(crate) struct Mistake {
    what: &'static str,
    word: &'static [u8],
}

impl Options {
    /// Reads the words after the program's name. The first process ignores unknown ones.
    pub(crate) fn read(
        mut words: impl Iterator<Item = &'static [u8]>,
        first: bool,
    ) -> Result<Wish, Mistake> {
        let mut options = Self {
            csv: false,
            path: None,
            rounds: None,
        };
        while let Some(word) = words.next() {
            match word {
                b"--help" | b"-h" => return Ok(Wish::Help),
                b"--csv" => options.csv = true,
                b"--rows" => {
                    let word = words.next().unwrap_or_default();
                    let what = "--rows: no such path on this target";
                    options.path = Some(rows::path(word).ok_or(Mistake { what, word })?);
                }
                b"--rounds" => {
                    let word = words.next().unwrap_or_default();
                    let what = "--rounds: not a number from 1 to 8192";
                    options.rounds = Some(number(word).ok_or(Mistake { what, word })?);
                }
                _ if first || word.starts_with(b"--end=") => {}
                _ => {
                    let what = "unknown argument";
                    return Err(Mistake { what, word });
                }
            }
        }
        Ok(Wish::Rows(options))
    }
}

/// Parses a number of rounds.
fn number(word: &[u8]) -> Option<usize> {
    let number: usize = core::str::from_utf8(word).ok()?.parse().ok()?;
    (1..=ROUNDS).contains(&number).then_some(number)
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`", self.what, self.word.escape_ascii())
    }
}
