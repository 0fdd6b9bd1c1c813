//! What the functions check of their arguments before the kernel sees them, as far as the source tells.

use std::fs;

use super::sources::{root, sources};

/// A function: its name and its body, as they are written.
struct Function {
    public: bool,
    name: String,
    body: String,
}

/// Those of `src/` that are no methods.
fn functions() -> Vec<Function> {
    let mut functions = Vec::new();
    for source in sources() {
        let starts = ["\npub fn ", "\npub unsafe fn ", "\nfn ", "\nunsafe fn "];
        for start in starts {
            for text in source.text.split(start).skip(1) {
                let (item, _) = text.split_once("\n}").unwrap();
                let (head, body) = item.split_once('{').unwrap();
                let (name, _) = head.split_once(['(', '<']).unwrap();
                functions.push(Function {
                    public: start.starts_with("\npub"),
                    name: name.to_string(),
                    body: body.to_string(),
                });
            }
        }
    }
    assert!(functions.len() > 300);
    functions
}

/// The tests of these functions call each of them.
fn assert_tested(functions: &[&str], path: &str) {
    let tests = fs::read_to_string(root().join(path)).unwrap();
    for function in functions {
        assert!(
            tests.contains(&format!("{function}(")),
            "{path} lacks {function}"
        );
    }
}

/// Functions that reject flags, themselves or by a private function, are tested with flags to reject.
#[test]
fn every_rejected_flag_is_tested() {
    let functions = functions();
    let calls = |function: &&Function, name: &str| function.body.contains(&format!("{name}("));
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
