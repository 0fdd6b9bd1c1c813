//! Prints one table: the time of each operation by trapgate and by other libraries.
//!
//! ```sh
//! cargo bench -p trapgate-benches --bench compare
//! cargo bench -p trapgate-benches --bench compare -- --csv
//! cargo bench -p trapgate-benches --bench compare -- --seconds 5
//! cargo bench -p trapgate-benches --bench compare -- vdso   # groups or operations with a word
//! ```
//!
//! The candidates of a row take turns of some microseconds each, and every row is measured in three
//! runs that are far apart. The shortest time counts, because other work on the machine makes turns
//! longer, never shorter.

mod compare {
    pub(crate) mod measure;
    pub(crate) mod table;
}

use std::path::Path;
use std::process::exit;
use std::time::{Duration, Instant};
use std::{env, iter};

use compare::{measure, table};
use trapgate_benches::{Row, rows};

const USAGE: &str =
    "usage: cargo bench -p trapgate-benches --bench compare -- [--csv] [--seconds N] [WORD…]";

fn main() {
    let mut options = Vec::from_iter(env::args().skip(1));
    // Cargo passes `--bench`. Without it, as in `cargo test --benches`, the program only has to
    // start.
    if !options.iter().any(|option| option == "--bench") {
        return;
    }
    options.retain(|option| option != "--bench");
    let (mut csv, mut seconds, mut words) = (false, 60, Vec::new());
    let mut options = options.into_iter();
    while let Some(option) = options.next() {
        match option.as_str() {
            "--csv" => csv = true,
            "--seconds" => seconds = number(options.next()),
            "--help" | "-h" => return println!("{USAGE}"),
            _ if option.starts_with('-') => wrong(&format!("{option}: no such option")),
            _ => words.push(option),
        }
    }
    let start = Instant::now();
    let mut rows = all();
    rows.retain(|row| {
        let named = |word: &String| row.group == word || row.name.contains(word.as_str());
        words.is_empty() || words.iter().any(named)
    });
    let findings = measure::measure(rows, Duration::from_secs(seconds));
    if csv {
        table::csv(&findings);
    } else {
        table::print(&findings, start.elapsed());
    }
}

/// Parses a number of seconds.
fn number(option: Option<String>) -> u64 {
    let number = option.and_then(|option| option.parse().ok());
    number.unwrap_or_else(|| wrong("--seconds needs a number"))
}

fn wrong(why: &str) -> ! {
    eprintln!("{why}\n{USAGE}");
    exit(2)
}

fn all() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    iter::empty()
        .chain(rows::raw::rows())
        .chain(rows::wrapper::rows())
        .chain(rows::vdso::rows())
        .chain(rows::random::rows())
        .chain(rows::mem::limited(folder))
        .chain(rows::start::rows(folder))
        .collect()
}
