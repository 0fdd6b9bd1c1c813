//! Draws `docs/paths.svg`: the times that the example `paths` measures on both targets, next to
//! each other, on a logarithmic axis.
//!
//! ```sh
//! cargo bench -p trapgate-benches --bench chart
//! ```
//!
//! If the program of a target cannot be built or run here, prints which one and draws the other
//! alone.

mod chart {
    pub(crate) mod findings;
    pub(crate) mod picture;
}

use std::path::Path;
use std::{env, fs};

use chart::findings::Findings;

/// The targets, by the names that the picture uses.
const TARGETS: [(&str, &str); 2] = [
    ("x86_64", "x86_64-unknown-linux-gnu"),
    ("i686", "i686-unknown-linux-gnu"),
];

fn main() {
    // `cargo test --benches` only checks that this program starts.
    if !env::args().any(|argument| argument == "--bench") {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for (name, triple) in TARGETS {
        match Findings::of(root, name, triple) {
            Ok(findings) => found.push(findings),
            Err(why) => eprintln!("SKIP {name}: {why}"),
        }
    }
    assert!(!found.is_empty(), "no target to draw");
    let svg = chart::picture::draw(&found);
    let path = root.join("docs/paths.svg");
    fs::write(&path, &svg).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let names = Vec::from_iter(found.iter().map(|findings| findings.target));
    let (names, size) = (names.join(" and "), svg.len());
    println!("docs/paths.svg: {names}, {size} bytes");
}
