//! Every wrapper of `sysno.tbl` has a test, a line on the wire, and an expression in `calls/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::sources::root;

/// The paths of the functions that wrap a call.
pub(crate) fn wrappers() -> BTreeSet<String> {
    let table = fs::read_to_string(root().join("src/sysno.tbl")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let wrappers = rows
        .filter_map(|row| row.split_whitespace().nth(8))
        .filter(|wrapper| *wrapper != "-");
    wrappers
        .flat_map(|wrappers| wrappers.split(','))
        .map(str::to_string)
        .collect()
}

/// Every public function once, as an expression: a line of `calls/TOPIC.txt`, `calls/other.txt` for what makes no system
/// call of its own. With each stands a name, which is the function's where the line begins with it.
///
/// `FD` is a borrowed descriptor, `OWNED` an owned one, `BUF` a buffer of bytes, `ROOM` one that is not initialised,
/// `TEXT` a string, `POINTER` an address.
pub(crate) fn calls() -> Vec<(String, String)> {
    let mut calls = Vec::new();
    let mut files: Vec<_> = fs::read_dir(root().join("tests/architecture/calls"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let topic = file.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let path = line.split('(').next().unwrap();
            let plain = path
                .chars()
                .all(|c| c.is_alphanumeric() || "_:".contains(c));
            let name = if plain && !path.is_empty() {
                path.to_string()
            } else {
                format!("{topic}-{number}")
            };
            calls.push((name, line.to_string()));
        }
    }
    calls
}

/// Fails with those wrappers that lack something.
#[track_caller]
fn each(has: impl Fn(&str) -> bool, lacks: &str) {
    let wrappers = wrappers().into_iter();
    let missing: Vec<String> = wrappers.filter(|wrapper| !has(wrapper)).collect();
    assert!(missing.is_empty(), "{lacks}: {}", missing.join(", "));
}

#[test]
fn each_home_is_called() {
    let calls = calls();
    each(
        |wrapper| calls.iter().any(|(name, _)| *name == wrapper),
        "no line of tests/architecture/calls/TOPIC.txt begins with the function and its arguments",
    );
}

#[test]
fn each_home_has_a_test() {
    let mut tests = String::new();
    collect(&root().join("tests/api"), &mut tests);
    let called = |wrapper: &str| {
        let (_, function) = wrapper.split_once("::").unwrap();
        let mut calls = tests.match_indices(function);
        calls.any(|(at, _)| {
            let before = tests[..at].chars().next_back().unwrap();
            let behind = &tests[at + function.len()..];
            !before.is_alphanumeric()
                && before != '_'
                && (behind.starts_with('(') || behind.starts_with("::<"))
        })
    };
    each(called, "no test in tests/api/TOPIC/ calls it");
}

/// Appends all files of a folder and of those in it.
fn collect(dir: &Path, text: &mut String) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, text);
        } else {
            *text += &fs::read_to_string(path).unwrap();
        }
    }
}

#[test]
fn each_home_is_seen_on_the_wire() {
    for target in ["x86_64", "i686"] {
        let golden = fs::read_to_string(root().join(format!("tests/wire/{target}.txt"))).unwrap();
        each(
            |wrapper| golden.contains(&format!("\n[{wrapper}]\n")),
            &format!(
                "not in tests/wire/{target}.txt, which TRAPGATE_BLESS=1 cargo test --test wire writes on that target"
            ),
        );
    }
}
