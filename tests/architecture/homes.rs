//! Every home of `sysno.tbl` has a test, a line on the wire, and an expression in `calls.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::sources::root;

/// The paths of the functions that wrap a call.
pub(crate) fn homes() -> BTreeSet<String> {
    let table = fs::read_to_string(root().join("src/sysno.tbl")).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let homes = rows
        .filter_map(|row| row.split_whitespace().nth(8))
        .filter(|home| *home != "-");
    homes
        .flat_map(|homes| homes.split(','))
        .map(str::to_string)
        .collect()
}

/// The names and expressions of `calls.txt`.
pub(crate) fn calls() -> Vec<(String, String)> {
    let table = fs::read_to_string(root().join("tests/architecture/calls.txt")).unwrap();
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let call = |line: &str| {
        let (name, expression) = line.split_once(' ').unwrap();
        (name.to_string(), expression.trim().to_string())
    };
    lines.map(call).collect()
}

#[test]
fn each_home_is_called_in_calls_txt() {
    let calls = calls();
    for home in homes() {
        let call = calls.iter().find(|(name, _)| *name == home);
        let (_, expression) = call.unwrap_or_else(|| panic!("{home} is not in calls.txt"));
        assert!(
            expression.contains(&format!("{home}(")),
            "{home}: {expression}"
        );
    }
}

#[test]
fn each_home_has_a_test() {
    let mut tests = String::new();
    collect(&root().join("tests/api"), &mut tests);
    for home in homes() {
        let (_, function) = home.split_once("::").unwrap();
        let mut calls = tests.match_indices(function);
        let called = calls.any(|(at, _)| {
            let before = tests[..at].chars().next_back().unwrap();
            let behind = &tests[at + function.len()..];
            !before.is_alphanumeric()
                && before != '_'
                && (behind.starts_with('(') || behind.starts_with("::<"))
        });
        assert!(called, "no test calls {home}");
    }
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
        for home in homes() {
            assert!(
                golden.contains(&home),
                "tests/wire/{target}.txt has no {home}"
            );
        }
    }
}
