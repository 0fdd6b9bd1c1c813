//! How many of the current calls of each family have a wrapper, a test and a line on the wire, for each target, beside
//! other crates. `cargo test --test coverage -- --nocapture` prints the table.
//!
//! A call that is there only for old programs does not count, here or there: on i686 that is one with 32-bit times, offsets
//! of 32 bits or ids of 16.

#[path = "support"]
mod support {
    pub(crate) mod wrappers;
}
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use support::wrappers::{rows, wrappers};

/// Families of which nothing may be missing.
const COMPLETE: [&str; 7] = [
    "fs-open", "fs-path", "fs-meta", "fs-dir", "io", "pipe", "memory",
];

const TARGETS: [&str; 2] = ["x86_64", "i686"];

type Names = BTreeSet<&'static str>;

/// The calls that a program makes on a target, each with its family: where another one is to be called instead, that one.
fn current(target: &str) -> Vec<(&'static str, &'static str)> {
    let rows = rows().into_iter();
    let here = rows.filter(|row| match target {
        "x86_64" => row[1] != "-",
        _ => row[2] != "-" && row[7] == "-",
    });
    here.filter(|row| row[6] == "current")
        .map(|row| (row[0], row[5]))
        .collect()
}

/// The functions of each call that has one.
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

/// The calls that are on the wire: in the golden file of the target, inside the block of a function that makes them.
fn on_the_wire(target: &str) -> Names {
    let golden = read(&format!("tests/wire/{target}.txt"));
    let mut blocks = BTreeMap::<&str, Vec<&str>>::new();
    let mut block = "";
    for line in golden.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(function) => block = function,
            None => blocks.entry(block).or_default().push(line),
        }
    }
    let made = |call: &str, function: &&str| {
        let lines = blocks.get(function).into_iter().flatten();
        lines
            .into_iter()
            .any(|line| line.split('(').next() == Some(call))
    };
    let wrapped = wrapped(target).into_iter();
    let seen = wrapped.filter(|(call, functions)| functions.iter().any(|f| made(call, f)));
    seen.map(|(call, _)| call).collect()
}

/// The tests of a topic that are compiled for a target, and of what all tests share the lines that name the topic.
fn tests(topic: &str, target: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/api")
        .join(topic);
    let mut shared = String::new();
    for file in ["child", "scratch"] {
        add(&read(&format!("tests/api/{file}.rs")), target, &mut shared);
    }
    let mut text = String::new();
    for line in shared.lines().filter(|l| l.contains(&format!("{topic}::"))) {
        text += line;
        text += "\n";
    }
    if let Ok(file) = fs::read_to_string(root.with_extension("rs")) {
        add(&file, target, &mut text);
    }
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                add(&fs::read_to_string(path).unwrap(), target, &mut text);
            }
        }
    }
    text
}

/// Adds a file without its comments and without the functions of the other target.
fn add(file: &str, target: &str, text: &mut String) {
    let other = match target {
        "x86_64" => "#[cfg(target_arch = \"x86\")]",
        _ => "#[cfg(target_arch = \"x86_64\")]",
    };
    // The indentation of an item that is left out, until its last line.
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

/// Whether a function is called: by its name, or with the name of its topic before.
fn called(text: &str, topic: &str, function: &str) -> bool {
    text.match_indices(function).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + function.len()..]);
        let before = match before.strip_suffix("::") {
            // The standard library has modules of the same names.
            Some(path) => path
                .strip_suffix(topic)
                .is_some_and(|front| !front.ends_with("::") || front.ends_with("trapgate::")),
            None => !before.ends_with(|c: char| c.is_alphanumeric() || "_.".contains(c)),
        };
        let definition = text[..at].ends_with("fn ");
        before && !definition && (behind.starts_with('(') || behind.starts_with("::<"))
    })
}

/// The calls of which a function has a test.
fn tested(target: &str) -> Names {
    let mut texts = BTreeMap::new();
    let mut is_tested = |function: &&str| {
        let (topic, name) = function.split_once("::").unwrap();
        let text = texts
            .entry(topic.to_string())
            .or_insert_with(|| tests(topic, target));
        called(text, topic, name)
    };
    let wrapped = wrapped(target).into_iter();
    let tested = wrapped.filter(|(_, functions)| functions.iter().any(&mut is_tested));
    tested.map(|(call, _)| call).collect()
}

/// What rustix and nc have.
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
    let mut missing = Vec::new();
    let families: BTreeSet<&str> = rows().iter().map(|row| row[5]).collect();
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
                count(&|call| tested.contains(call)),
                count(&|call| wire.contains(call)),
                count(&|call| peers[0].contains(call)),
                count(&|call| peers[1].contains(call)),
            )
            .unwrap();
            for call in current {
                let lacks = match wrapped.get(call) {
                    None if COMPLETE.contains(&family) => {
                        "no function: give its row of src/sysno.tbl a wrapper".into()
                    }
                    Some(functions) if family != "all" => {
                        let names = Vec::from_iter(functions.iter().copied()).join(" or ");
                        match (tested.contains(call), wire.contains(call)) {
                            (false, _) => format!("no test of {names} in its topic of tests/api/"),
                            (_, false) => format!("no line of {names} in tests/wire/{target}.txt"),
                            _ => continue,
                        }
                    }
                    _ => continue,
                };
                missing.push(format!("{call} ({family}, {target}): {lacks}"));
            }
        }
    }
    println!("{table}");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn peers_have_the_kernels_names() {
    let names: BTreeSet<&str> = rows().iter().map(|row| row[0]).collect();
    for target in TARGETS {
        for peer in peers(target) {
            assert!(peer.len() > 100);
            for name in peer {
                assert!(names.contains(name.as_str()), "{name}");
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
