//! The tables of system calls and errors: against what others know, and against mistakes in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

mod tables {
    mod exported;
    mod mistakes;
    mod names;
    mod oracles;
    mod wrappers;
}

/// The rows of `sysno.tbl` by name.
fn rows() -> BTreeMap<String, Vec<String>> {
    let text = table("src/sysno.tbl");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| {
        line.split_whitespace()
            .map(String::from)
            .collect::<Vec<_>>()
    });
    rows.map(|row| (row[0].clone(), row)).collect()
}

/// A table as it is in the package.
fn table(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}
