//! The functions that make system calls, and which one each makes: the columns of `sysno.tbl`.
#![allow(dead_code, reason = "no test binary asks for everything")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The columns of each row: name, x86_64, i686, since, since_i686, family, status, i686_row, wrapper.
pub(crate) fn rows() -> Vec<[&'static str; 9]> {
    let text = include_str!("../../src/sysno.tbl");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| Vec::from_iter(line.split_whitespace()).try_into().unwrap())
        .collect()
}

/// The name of every function, and the names that its one call may have on a target: none if the target has no such call.
pub(crate) fn wrappers(target: &str) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let rows = rows();
    let mut wrappers = BTreeMap::<&str, BTreeSet<&str>>::new();
    for &[name, x86_64, i686, .., i686_row, wrapper] in &rows {
        let (call, number) = match (target, i686_row) {
            ("x86_64", _) => (name, x86_64),
            (_, "-") => (name, i686),
            _ => (i686_row, ""),
        };
        for wrapper in wrapper.split(',').filter(|&wrapper| wrapper != "-") {
            let calls = wrappers.entry(wrapper).or_default();
            // The row stands for another one on i686, and that one has the function's call.
            let instead =
                |row: &[&str; 9]| row[7] == name && row[8].split(',').any(|h| h == wrapper);
            if number != "-" && !rows.iter().any(instead) {
                calls.insert(call);
            }
        }
    }
    wrappers
}

/// The file below a folder of tests that is like the source of a function: `io/sync.rs` for
/// `io::fsync`, or `process.rs` if the topic has one file there.
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
