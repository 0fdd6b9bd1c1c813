//! What the functions check of their arguments before they call the kernel, as far as the source
//! shows it.

use std::collections::BTreeSet;
use std::fs;

use super::sources::{root, sources};
use crate::support::functions::{Function, Functions, words};

/// Returns the functions of `src/` that are not methods.
fn functions() -> Vec<Function> {
    let mut functions = Functions::read().all;
    functions.retain(|function| function.owner.is_none());
    assert!(functions.len() > 300);
    functions
}

/// Returns `Timespec` and the types that contain one, directly or through another type.
fn types_with_a_time() -> BTreeSet<String> {
    let mut types = BTreeSet::from(["Timespec".to_string()]);
    loop {
        let before = types.len();
        for source in sources() {
            for start in ["\npub struct ", "\npub enum "] {
                for text in source.text.split(start).skip(1) {
                    let item = text.split_once("\n}").map_or(text, |(item, _)| item);
                    let (name, fields) = item.split_once([' ', '<', '(', ';']).unwrap();
                    if types.iter().any(|held| mentions(fields, held)) {
                        types.insert(name.to_string());
                    }
                }
            }
        }
        if types.len() == before {
            return types;
        }
    }
}

/// Returns whether a word occurs in a text.
fn mentions(text: &str, word: &str) -> bool {
    words(text).iter().any(|found| found == word)
}

/// Asserts that the tests at `path` call each of these functions.
fn assert_tested(functions: &[&str], path: &str) {
    let tests = fs::read_to_string(root().join(path)).unwrap();
    for function in functions {
        assert!(
            tests.contains(&format!("{function}(")),
            "{path} lacks {function}"
        );
    }
}

/// For a 32-bit process, a 64-bit kernel reads only 32 bits of the nanoseconds. So every function
/// that passes a time to the kernel must check it first.
#[test]
fn every_time_is_whole() {
    let types = types_with_a_time();
    assert!(types.contains("FileTimes"), "{types:?}");
    let functions = functions();
    let takes = |function: &&Function| {
        let found = |name: &String| function.parameters.iter().any(|p| mentions(p, name));
        types.iter().any(found) && function.contains("sys", "!")
    };
    let mut tested = Vec::new();
    for function in functions.iter().filter(takes) {
        // `SetTime` already replaces a value out of range with -1, which the kernel rejects.
        if function.name == "utimensat" {
            continue;
        }
        assert!(function.contains("whole", "("), "{}", function.name);
        tested.push(function.name.as_str());
    }
    assert!(tested.len() >= 4, "{tested:?}");
    assert_tested(&tested, "tests/api/types/time.rs");
}

/// Every function that rejects flags, itself or through a private function, must be tested with
/// flags that it rejects.
#[test]
fn every_rejected_flag_is_tested() {
    let functions = functions();
    let calls = |function: &&Function, name: &str| function.contains(name, "(");
    let (public, private): (Vec<_>, Vec<_>) = functions.iter().partition(|f| f.public);
    let by = private
        .iter()
        .filter(|&&f| f.name != "only" && calls(&f, "only"));
    let by: Vec<&str> = by.map(|f| f.name.as_str()).chain(["only"]).collect();
    let rejects = |function: &&Function| by.iter().any(|name| calls(function, name));
    let tested: Vec<&str> = public
        .iter()
        .copied()
        .filter(rejects)
        .map(|f| f.name.as_str())
        .collect();
    assert!(
        tested.contains(&"futex_wake") && tested.len() >= 4,
        "{tested:?}"
    );
    assert_tested(&tested, "tests/api/types/flags.rs");
}
