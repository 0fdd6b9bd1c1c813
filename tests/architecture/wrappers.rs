//! Every wrapper of `sysno.tbl` has a test and a line on the wire.

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

/// Fails with those wrappers that lack something.
#[track_caller]
fn each(has: impl Fn(&str) -> bool, lacks: &str) {
    let wrappers = wrappers().into_iter();
    let missing: Vec<String> = wrappers.filter(|wrapper| !has(wrapper)).collect();
    assert!(missing.is_empty(), "{lacks}: {}", missing.join(", "));
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
