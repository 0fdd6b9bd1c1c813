//! `src/verbs.tbl`: what the functions of a multiplexer ask for, as the golden file of the wire
//! shows.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{argument, name};
use crate::support::functions::Functions;
use crate::support::sysno::{TARGETS, rows, wrappers};
use crate::{read, written};

/// A call that does many things: its name, the argument that selects one, the bits of it that do,
/// and what the source writes before the name of a value.
type Multiplexer = (&'static str, u32, u32, &'static [&'static str]);

const ALL: u32 = u32::MAX;

/// FUTEX_CMD_MASK: without FUTEX_PRIVATE_FLAG and FUTEX_CLOCK_REALTIME.
const FUTEX: u32 = !0x180;

const MAP_ANONYMOUS: u32 = 0x20;

const MULTIPLEXERS: [Multiplexer; 8] = [
    ("close_range", 2, ALL, &["CloseRangeFlags::"]),
    ("fcntl", 1, ALL, &["F_", "shape::"]),
    ("futex", 1, FUTEX, &["FUTEX_"]),
    ("ioctl", 1, ALL, &["Request::"]),
    ("madvise", 2, ALL, &["Advice::"]),
    ("mmap", 3, MAP_ANONYMOUS, &["MapFlags::"]),
    ("prctl", 0, ALL, &["PR_"]),
    ("process_madvise", 3, ALL, &["Advice::"]),
];

/// Calls with several functions that differ in no argument of a kind.
const OTHERS: [&str; 1] = ["vmsplice"];

const HEAD: &str = "\
# What each function of a multiplexer asks for, in the notation of calls.tbl: on x86_64, and on
# i686, = if it is the same there. `TRAPGATE_BLESS=1 cargo test --test calls` writes this file from
# tests/wire/golden.txt, where strace has seen it.
";

/// The lines of each wrapper in the golden file of the wire, under the name of its call on a
/// target.
pub(crate) fn golden(target: &str) -> BTreeMap<&'static str, Vec<String>> {
    let text = read("tests/wire/golden.txt");
    let blocks = text.split("\n\n").filter_map(|block| {
        let (key, lines) = block.trim_end().strip_prefix('[')?.split_once("]\n")?;
        Some((key, Vec::from_iter(lines.lines())))
    });
    let blocks = BTreeMap::from_iter(blocks);
    let lines = |(function, calls): (&'static str, BTreeSet<_>)| {
        let own = blocks.get(format!("{function} {target}").as_str());
        // A block of both targets names the x86_64 call.
        let lines = own.or_else(|| blocks.get(function)).into_iter().flatten();
        let call: Option<&str> = calls.first().copied();
        let lines =
            lines.filter_map(|line| Some(format!("{}{}", call?, &line[name(line).len()..])));
        (function, lines.collect())
    };
    wrappers(target).into_iter().map(lines).collect()
}

/// The functions of each multiplexer that ask for one thing. A function with the name of the call
/// asks for whatever its caller chooses.
fn functions() -> Vec<(&'static str, Multiplexer)> {
    let mut functions = Vec::new();
    for row in rows().into_values().filter(|row| row.x86_64.is_some()) {
        let multiplexer = MULTIPLEXERS
            .into_iter()
            .find(|(name, ..)| *name == row.name);
        let Some(multiplexer) = multiplexer else {
            let verb = format!("::{}_", row.name);
            let verbs = row.wrappers.iter().any(|function| function.contains(&verb));
            let known = !verbs || OTHERS.contains(&row.name);
            assert!(
                known,
                "{}: add it to MULTIPLEXERS in tests/calls/verbs.rs",
                row.name
            );
            continue;
        };
        let general = format!("::{}", row.name);
        let verbs = row
            .wrappers
            .into_iter()
            .filter(|function| !function.ends_with(&general));
        functions.extend(verbs.map(|function| (function, multiplexer)));
    }
    functions.sort_by_key(|(function, _)| *function);
    functions
}

/// What a function asks for, in the notation of `calls.tbl`; `None` if it has no lines.
fn verb(function: &str, lines: &[String], (_, index, mask, _): Multiplexer) -> Option<String> {
    let value = |line: &String| argument(line, index).expect(line) & mask;
    let values = BTreeSet::from_iter(lines.iter().map(value));
    assert!(
        values.len() < 2,
        "{function} asks for several things: {values:x?}"
    );
    let bits = if mask == ALL {
        String::new()
    } else {
        format!("&{mask:#x}")
    };
    values
        .first()
        .map(|value| format!("({index}{bits}={value:#x})"))
}

/// What `src/verbs.tbl` must be.
pub(crate) fn table() -> String {
    let golden = TARGETS.map(golden);
    let mut text = HEAD.to_string();
    for (function, multiplexer) in functions() {
        let verb = |target: usize| verb(function, &golden[target][function], multiplexer);
        let [Some(x86_64), i686] = [0, 1].map(verb) else {
            panic!("{function}: no lines in tests/wire/golden.txt");
        };
        let i686 = i686.filter(|verb| *verb != x86_64).unwrap_or("=".into());
        text += &format!("{function} {x86_64} {i686}\n");
    }
    text
}

#[test]
fn each_verb_is_the_one_on_the_wire() {
    written("src/verbs.tbl", &table());
}

/// The golden file has a few calls of a function. The source shows that no call asks for anything
/// else: it names one value, or another function that does.
#[test]
fn the_source_names_one_verb() {
    let (source, functions) = (Functions::read(), functions());
    let mut wrong = Vec::new();
    for (path, (.., values)) in &functions {
        let function = source.all.iter().find(|function| function.path == *path);
        let body = &function.unwrap_or_else(|| panic!("no {path} in src/")).body;
        let text = body.concat();
        let values = values.iter().flat_map(|value| text.match_indices(value));
        let value = |(at, _): (usize, _)| {
            let end = |c: char| !c.is_alphanumeric() && !"_:".contains(c);
            text[at..].split(end).next().unwrap()
        };
        let others = functions
            .iter()
            .map(|(other, _)| other.rsplit("::").next().unwrap());
        let others = others.filter(|other| body.iter().any(|word| word == other));
        let names = BTreeSet::from_iter(values.map(value).chain(others));
        if names.len() != 1 {
            wrong.push(format!("{path}: {names:?}"));
        }
    }
    assert!(wrong.is_empty(), "not one verb:\n{}", wrong.join("\n"));
}
