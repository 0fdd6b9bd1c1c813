//! One table: each operation by trapgate, by its peers, and by hand.
//!
//! ```sh
//! cargo bench --bench compare
//! cargo bench --bench compare -- --csv
//! cargo bench --bench compare -- vdso        # groups or operations that contain a word
//! ```
//!
//! Who does the same takes turns, in rounds of some microseconds each, and every row is measured in three runs that lie
//! far apart. A ratio is that of the least times in the run that is best for trapgate: what else the machine does makes
//! some runs longer, none shorter.

mod compare {
    pub(crate) mod measure;
    pub(crate) mod table;
}

use std::path::Path;
use std::process::exit;
use std::time::Instant;
use std::{env, iter};

use compare::{measure, table};
use trapgate_benches::{Row, rows};

const USAGE: &str = "usage: cargo bench --bench compare -- [--csv] [WORD…]";

fn main() {
    let mut options = env::args().skip(1);
    // `cargo test --benches` and its like only want to know that it starts.
    if options.all(|option| option != "--bench") {
        return;
    }
    let (mut csv, mut words) = (false, Vec::new());
    for option in env::args().skip(1) {
        match option.as_str() {
            "--bench" => {}
            "--csv" => csv = true,
            "--help" | "-h" => return println!("{USAGE}"),
            _ if option.starts_with('-') => {
                eprintln!("{option}: no such option\n{USAGE}");
                exit(2);
            }
            _ => words.push(option),
        }
    }
    let start = Instant::now();
    let mut rows = all();
    rows.retain(|row| {
        let named = |word: &String| row.group == word || row.name.contains(word.as_str());
        words.is_empty() || words.iter().any(named)
    });
    let findings = measure::measure(rows);
    if csv {
        table::csv(&findings);
    } else {
        table::print(&findings, start.elapsed());
    }
}

fn all() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    iter::empty()
        .chain(rows::raw::rows())
        .chain(rows::wrapper::rows())
        .chain(rows::vdso::rows())
        .chain(rows::random::rows())
        .chain(rows::mem::limited(folder))
        .collect()
}
