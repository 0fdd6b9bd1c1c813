//! Checks that every function has a test and that the complete families have a function for each
//! call.
//!
//! `cargo test --test coverage -- --nocapture` prints, for each target and family, how many of the
//! current calls have a wrapper, a test and lines in the golden file, next to the figures of other
//! crates. Calls that exist only for old programs do not count; on i686 these are the calls with
//! 32-bit times, 32-bit offsets or 16-bit ids.

#[path = "support"]
mod support {
    pub(crate) mod sysno;
}
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use support::sysno::{Row, TARGETS, place, rows, wrappers};

/// Families in which every call must have a function.
const COMPLETE: [&str; 7] = [
    "fs-open", "fs-path", "fs-meta", "fs-dir", "io", "pipe", "memory",
];

type Names = BTreeSet<&'static str>;

/// The calls that a program should make on a target, each with its family. Calls for
/// which i686 has a better one are left out there.
fn current(target: &str) -> Vec<(&'static str, &'static str)> {
    let rows = rows().into_values();
    let instead = |row: &Row| target == "i686" && row.i686_row.is_some();
    let here = rows.filter(|row| row.number(target).is_some() && !instead(row));
    let current = here.filter(|row| row.status == "current");
    current.map(|row| (row.name, row.family)).collect()
}

/// Maps each call that has functions to those functions.
fn wrapped(target: &str) -> BTreeMap<&'static str, Names> {
    let mut wrapped = BTreeMap::<_, Names>::new();
    for (function, calls) in wrappers(target) {
        for call in calls {
            wrapped.entry(call).or_default().insert(function);
        }
    }
    wrapped
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The functions that have lines in the golden file of `tests/wire`.
fn on_the_wire(target: &str) -> Names {
    let golden = read("tests/wire/golden.txt");
    let has_block = |function: &&str| {
        let keys = [function.to_string(), format!("{function} {target}")];
        keys.iter()
            .any(|key| golden.contains(&format!("\n[{key}]\n")))
    };
    wrappers(target).into_keys().filter(has_block).collect()
}

/// The tests of a topic that are compiled for a target, and the lines of all other tests that name
/// the topic.
fn tests(topic: &str, target: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api");
    let (own, named) = ([topic.into(), format!("{topic}.rs")], format!("{topic}::"));
    let mut text = String::new();
    let mut paths = vec![root.clone()];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
            continue;
        }
        let is_own = own.iter().any(|name| path.starts_with(root.join(name)));
        let mut code = String::new();
        add(&fs::read_to_string(path).unwrap(), target, &mut code);
        for line in code.lines().filter(|line| is_own || line.contains(&named)) {
            text += line;
            text += "\n";
        }
    }
    text
}

/// Adds a file to `text` without its comments and without the functions of the other target.
fn add(file: &str, target: &str, text: &mut String) {
    let other = match target {
        "x86_64" => "#[cfg(target_arch = \"x86\")]",
        _ => "#[cfg(target_arch = \"x86_64\")]",
    };
    // While an item is being left out, its indentation.
    let mut out = None;
    for line in file.lines() {
        let code = line.split("//").next().unwrap();
        let indent = code.len() - code.trim_start().len();
        if code.trim() == other {
            out = Some(indent);
        } else if out == Some(indent) {
            let end = code.trim_end();
            if end.ends_with('}') || end.ends_with(';') {
                out = None;
            }
        } else if out.is_none() {
            *text += code;
            *text += "\n";
        }
    }
}

/// Returns whether `text` calls a function, by its name alone or with its topic's name before it.
fn called(text: &str, topic: &str, function: &str) -> bool {
    text.match_indices(function).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + function.len()..]);
        let before = match before.strip_suffix("::") {
            // The standard library has modules with the same names.
            Some(path) => path
                .strip_suffix(topic)
                .is_some_and(|front| !front.ends_with("::") || front.ends_with("trapgate::")),
            None => !before.ends_with(|c: char| c.is_alphanumeric() || "_.".contains(c)),
        };
        let definition = text[..at].ends_with("fn ");
        before && !definition && (behind.starts_with('(') || behind.starts_with("::<"))
    })
}

/// The functions that a test of their topic calls.
fn tested(target: &str) -> Names {
    let mut texts = BTreeMap::new();
    let mut is_tested = |function: &&str| {
        let (topic, name) = function.split_once("::").unwrap();
        let text = texts
            .entry(topic.to_string())
            .or_insert_with(|| tests(topic, target));
        called(text, topic, name)
    };
    let functions = wrappers(target).into_keys();
    functions.filter(&mut is_tested).collect()
}

/// The calls that rustix and nc wrap.
fn peers(target: &str) -> [BTreeSet<String>; 2] {
    let text = read("tests/peers.tsv");
    let columns = if target == "x86_64" { [1, 3] } else { [2, 4] };
    columns.map(|column| {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let rows = lines.map(|line| line.split('\t').collect::<Vec<_>>());
        let there = rows.filter(|row| row[column] == "yes");
        there.map(|row| row[0].to_string()).collect()
    })
}

#[test]
fn complete_families() {
    let mut table = format!(
        "{:16} {:7} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n",
        "family", "target", "current", "wrapped", "tested", "on wire", "rustix", "nc"
    );
    let mut bare = Vec::new();
    let families: BTreeSet<&str> = rows().values().map(|row| row.family).collect();
    let knowledge = TARGETS.map(|target| {
        let calls = (current(target), wrapped(target));
        (
            target,
            calls,
            tested(target),
            on_the_wire(target),
            peers(target),
        )
    });
    for family in families.into_iter().chain(["all"]) {
        for (target, (current, wrapped), tested, wire, peers) in &knowledge {
            let current = current
                .iter()
                .filter(|call| [call.1, "all"].contains(&family));
            let current: Vec<&str> = current.map(|call| call.0).collect();
            if current.is_empty() {
                continue;
            }
            let count = |has: &dyn Fn(&str) -> bool| current.iter().filter(|c| has(c)).count();
            writeln!(
                table,
                "{family:16} {target:7} {:8} {:8} {:8} {:8} {:8} {:8}",
                current.len(),
                count(&|call| wrapped.contains_key(call)),
                count(&|call| wrapped.get(call).is_some_and(|f| !f.is_disjoint(tested))),
                count(&|call| wrapped.get(call).is_some_and(|f| !f.is_disjoint(wire))),
                count(&|call| peers[0].contains(call)),
                count(&|call| peers[1].contains(call)),
            )
            .unwrap();
            if COMPLETE.contains(&family) {
                let missing = current.iter().filter(|call| !wrapped.contains_key(*call));
                bare.extend(missing.map(|call| format!("{call} ({family}, {target})")));
            }
        }
    }
    println!("{table}");
    let why = "no wrapper in src/sysno.tbl";
    assert!(bare.is_empty(), "{why}:\n{}", bare.join("\n"));
}

#[test]
fn every_function_has_a_test() {
    let mut missing = BTreeMap::<&str, Vec<&str>>::new();
    for target in TARGETS {
        let tested = tested(target);
        let functions = wrappers(target).into_keys();
        for function in functions.filter(|function| !tested.contains(function)) {
            missing.entry(function).or_default().push(target);
        }
    }
    let line = |(function, targets): (&&str, &Vec<&str>)| {
        let (targets, place) = (targets.join(" and "), place("tests/api", function));
        format!("{function}: no test calls it on {targets}; add one to {place}")
    };
    let lines = Vec::from_iter(missing.iter().map(line));
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[test]
fn peers_have_the_kernels_names() {
    let rows = rows();
    for target in TARGETS {
        for peer in peers(target) {
            assert!(peer.len() > 100);
            for name in peer {
                assert!(rows.contains_key(name.as_str()), "{name}");
            }
        }
    }
}

#[test]
fn a_call_is_of_its_topic() {
    let mut text = String::new();
    let file = "fn one() {\n    trapgate::io::read(1);\n    std::io::rea(1)\n}\n#[cfg(target_arch = \"x86\")]\n#[test]\nfn two() {\n    \
                write(1);\n}\nfn close() {} // open(1)\nfn three() {\n    f.dup(1)\n}\n";
    add(file, "x86_64", &mut text);
    assert!(called(&text, "io", "read"));
    assert!(!called(&text, "fs", "read"));
    for not in ["write", "close", "open", "dup", "rea"] {
        assert!(!called(&text, "io", not), "{not}");
    }
    let mut text = String::new();
    add(file, "i686", &mut text);
    assert!(called(&text, "io", "write"));
}
