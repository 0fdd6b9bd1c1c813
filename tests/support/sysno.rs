//! `src/sysno.tbl`: its rows, and the functions that make the system calls.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

pub(crate) const TARGETS: [&str; 2] = ["x86_64", "i686"];

/// This target.
pub(crate) const TARGET: &str = TARGETS[cfg!(target_arch = "x86") as usize];

/// A row of the table, one field for each column; `None` stands for `-`.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) x86_64: Option<u32>,
    pub(crate) i686: Option<u32>,
    pub(crate) since: &'static str,
    pub(crate) since_i686: &'static str,
    pub(crate) family: &'static str,
    pub(crate) status: &'static str,
    pub(crate) i686_row: Option<&'static str>,
    pub(crate) wrappers: Vec<&'static str>,
}

impl Row {
    /// Returns the call's number on a target.
    pub(crate) fn number(&self, target: &str) -> Option<u32> {
        if target == "x86_64" {
            self.x86_64
        } else {
            self.i686
        }
    }
}

/// Returns the rows by name.
pub(crate) fn rows() -> BTreeMap<&'static str, Row> {
    let lines = include_str!("../../src/sysno.tbl").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).map(|line| {
        let columns = Vec::from_iter(line.split_whitespace());
        let Ok(
            [
                name,
                x86_64,
                i686,
                since,
                since_i686,
                family,
                status,
                i686_row,
                wrapper,
            ],
        ) = <[&str; 9]>::try_from(columns)
        else {
            panic!("{line}");
        };
        let wrappers = wrapper.split(',').filter(|&wrapper| wrapper != "-");
        let row = Row {
            name,
            x86_64: x86_64.parse().ok(),
            i686: i686.parse().ok(),
            since,
            since_i686,
            family,
            status,
            i686_row: Some(i686_row).filter(|&name| name != "-"),
            wrappers: wrappers.collect(),
        };
        (name, row)
    });
    rows.collect()
}

/// Returns the functions, and for each the names that its one call may have on a target. The set is
/// empty if the target has no such call.
pub(crate) fn wrappers(target: &str) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let rows = rows();
    let mut wrappers = BTreeMap::<&str, BTreeSet<&str>>::new();
    for row in rows.values() {
        let call = match row.i686_row {
            Some(other) if target == "i686" => Some(other),
            _ => row.number(target).map(|_| row.name),
        };
        for wrapper in &row.wrappers {
            let calls = wrappers.entry(wrapper).or_default();
            // Another row names this one and makes the function's call.
            let mut others = rows
                .values()
                .filter(|other| other.i686_row == Some(row.name));
            if !others.any(|other| other.wrappers.contains(wrapper)) {
                calls.extend(call);
            }
        }
    }
    wrappers
}

/// Returns the file under a folder of tests that corresponds to the source of a function:
/// `io/sync.rs` for `io::fsync`, or `process.rs` if the tests of that topic are in one file.
pub(crate) fn place(folder: &str, function: &str) -> String {
    let (topic, name) = function.split_once("::").unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join(folder).join(topic).is_dir() {
        return format!("{folder}/{topic}.rs");
    }
    let declares = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        ["(", "<"]
            .iter()
            .any(|end| text.contains(&format!("fn {name}{end}")))
    };
    let mut paths = vec![root.join("src").join(topic)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if declares(&path) {
            let path = path.strip_prefix(root.join("src")).unwrap();
            return format!("{folder}/{}", path.display()).replace("/mod.rs", ".rs");
        }
    }
    format!("{folder}/{topic}/")
}
