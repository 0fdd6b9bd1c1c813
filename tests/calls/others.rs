//! What is no wrapper of `sysno.tbl`, and everything together.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::sysno::{rows, wrappers};

/// Names of calls; `*` is whatever the caller gives.
pub(crate) type Calls = BTreeSet<&'static str>;

pub(crate) struct Other {
    pub(crate) function: String,
    /// Those that are declared in one line.
    pub(crate) kind: &'static str,
    pub(crate) x86_64: Calls,
    pub(crate) i686: Calls,
    pub(crate) when: &'static str,
}

/// What is behind the words in capitals.
const FIRST: [&str; 4] = ["prctl", "openat", "read", "close"];
const MAPPED: [&str; 1] = ["mincore"];

/// What any function makes beside its own, once, in a program that does not start with `entry!`.
pub(crate) const ONCE: [(&str, &str, &str); 2] = [
    (
        "first use of the gate",
        "-",
        "the first call of the process",
    ),
    (
        "first use of the vDSO",
        "FIRST MAPPED",
        "the first call of each of `clock_gettime`, `clock_getres`, `gettimeofday`, `time` and `getcpu`",
    ),
];

fn calls(text: &'static str) -> Calls {
    let words = text.split([' ', ',']).filter(|word| *word != "-");
    let mut calls = Calls::new();
    for word in words {
        match word {
            "FIRST" => calls.extend(FIRST),
            "MAPPED" => calls.extend(MAPPED),
            "GATE" => calls.extend(FIRST.into_iter().chain(MAPPED)),
            call => _ = calls.insert(call),
        }
    }
    calls
}

/// `a{b,c}` is `ab` and `ac`.
fn names(text: &str) -> Vec<String> {
    match text.split_once('{') {
        Some((front, rest)) => {
            let ends = rest.trim_end_matches('}').split(',');
            ends.map(|end| format!("{front}{end}")).collect()
        }
        None => vec![text.into()],
    }
}

/// The lines of `others.txt`, and [`ONCE`].
pub(crate) fn others() -> Vec<Other> {
    let text = include_str!("others.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.map(|line| {
        let row: Vec<&str> = line.split('|').map(str::trim).collect();
        <[&str; 4]>::try_from(row).unwrap_or_else(|_| panic!("{line}"))
    });
    let once = ONCE.map(|(what, x86_64, when)| [what, x86_64, "GATE", when]);
    let mut others = Vec::new();
    for [functions, x86_64, i686, when] in once.into_iter().chain(rows) {
        let i686 = if i686 == "=" { x86_64 } else { i686 };
        let all = names(functions).into_iter();
        others.extend(all.map(|function| Other {
            function,
            kind: functions,
            x86_64: calls(x86_64),
            i686: calls(i686),
            when,
        }));
    }
    others
}

/// Every function that can make a call, and its calls on both targets.
pub(crate) fn all() -> BTreeMap<String, [Calls; 2]> {
    let (x86_64, i686) = (wrappers("x86_64"), wrappers("i686"));
    let wrappers = x86_64.into_iter().map(|(function, calls)| {
        let other = i686[function].clone();
        (function.to_string(), [calls, other])
    });
    let mut all: BTreeMap<_, _> = wrappers.collect();
    for other in others() {
        let before = all.insert(other.function.clone(), [other.x86_64, other.i686]);
        assert!(before.is_none(), "{} is declared twice", other.function);
    }
    all
}

/// The calls of some functions on this target.
pub(crate) fn here<'a>(functions: impl IntoIterator<Item = &'a str>) -> Calls {
    let (all, target) = (all(), usize::from(cfg!(target_arch = "x86")));
    let calls = functions.into_iter().flat_map(|function| {
        let row = all.get(function);
        row.unwrap_or_else(|| panic!("no {function}"))[target].clone()
    });
    calls.collect()
}

#[test]
fn every_call_is_current() {
    let rows = rows();
    for (function, calls) in all() {
        for call in calls.into_iter().flatten() {
            assert!(
                call == "*" || rows.contains_key(call),
                "{function}: {call}?"
            );
        }
    }
}
