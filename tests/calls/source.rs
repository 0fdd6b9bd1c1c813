//! Who can enter the kernel, as the source says: whoever has an entry in its body, and whoever
//! calls one that can.
//!
//! Calls are told apart by name: `name(…)` and `module::name(…)` may be any free function of that
//! name, `Type::name(…)` one of that type, `.name(…)` a method of any type that the file mentions.
//! That finds too much rather than too little.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::page::callers;
use crate::support::functions::{Function, Functions};

impl Functions {
    /// Those that can enter the kernel, each with why.
    fn enter(&self) -> Vec<(&Function, String)> {
        let mut found: Vec<Option<String>> = self
            .all
            .iter()
            .map(|function| {
                let entry = function
                    .body
                    .windows(2)
                    .find(|pair| is_entry(&pair[0], &pair[1]))?;
                (!function.constant).then(|| format!("{}{}", entry[0], entry[1]))
            })
            .collect();
        let mut next: Vec<usize> = (0..found.len()).filter(|&n| found[n].is_some()).collect();
        while let Some(callee) = next.pop() {
            for (n, caller) in self.all.iter().enumerate() {
                if found[n].is_none() && !caller.constant && self.calls(caller, &self.all[callee]) {
                    found[n] = Some(self.all[callee].path.clone());
                    next.push(n);
                }
            }
        }
        let all = self.all.iter().zip(found);
        all.filter_map(|(function, why)| Some((function, why?)))
            .collect()
    }

    fn calls(&self, caller: &Function, callee: &Function) -> bool {
        let body = &caller.body;
        let named = (0..body.len()).filter(|&at| body[at] == callee.name);
        named.into_iter().any(|at| {
            let before = |n: usize| at.checked_sub(n).map_or("", |at| body[at].as_str());
            match (before(1), before(2), &callee.owner) {
                (".", _, Some(owner)) => {
                    callee.is_method() && self.files[caller.file].contains(owner)
                }
                ("::", qualifier, owner) if qualifier.starts_with(char::is_uppercase) => {
                    let own = qualifier == "Self" && caller.owner == *owner;
                    own || owner.as_deref() == Some(qualifier)
                }
                (".", ..) => false,
                (_, _, owner) => owner.is_none() && !elsewhere(&body[at + 1..]),
            }
        })
    }
}

/// Whether two words are the beginning of a way into the kernel.
fn is_entry(word: &str, next: &str) -> bool {
    let number = word
        .strip_prefix("syscall")
        .and_then(|n| n.parse::<u8>().ok());
    match next {
        "!" => ["sys", "asm", "enter"].contains(&word),
        "(" => number.is_some(),
        _ => false,
    }
}

/// Whether what follows a name says that it is no function: a field, a macro, a value, a module.
fn elsewhere(rest: &[String]) -> bool {
    let next = |n: usize| rest.get(n).map_or("", String::as_str);
    [":", "!", "."].contains(&next(0)) || next(0) == "::" && next(1) != "<"
}

/// What a macro of this crate calls, and nobody else.
const MACROS: [&str; 5] = [
    "rt::begin",
    "rt::begin_bare",
    "rt::print",
    "rt::panicked",
    "<Buffer as Write>",
];

/// What only looks as if it could.
const CANNOT: [&str; 2] = [
    // `Image::symbol` and `get` of a slice.
    "vdso::Vdso::symbol",
    // `raw::set_gate` looks for nothing when it is told `int 0x80`.
    "vdso::disable",
];

/// What can make calls, as the tables have it.
fn declared() -> BTreeSet<String> {
    let callers = callers().into_iter().flatten();
    callers.map(|caller| caller.what).collect()
}

#[test]
fn whoever_can_enter_the_kernel_is_declared() {
    let (source, declared) = (Functions::read(), declared());
    let public = source.all.iter().filter(|function| function.public);
    assert!(public.count() > 200);
    let mut undeclared = Vec::new();
    for (function, why) in source.enter() {
        let seen = function.public || function.of.is_some();
        let path = &function.path;
        let known = declared.contains(path)
            || MACROS.contains(&path.as_str())
            || CANNOT.contains(&path.as_str());
        if seen && !known {
            undeclared.push(format!("{path} ({}), by {why}", function.name));
        }
    }
    assert!(
        undeclared.is_empty(),
        "these can make a system call. One call is a `wrapper` in src/sysno.tbl, more a line of src/calls.tbl:\n{}",
        undeclared.join("\n")
    );
}

#[test]
fn whoever_is_declared_is_there() {
    let source = Functions::read();
    let enter: BTreeSet<String> = source
        .enter()
        .into_iter()
        .map(|f| f.0.path.clone())
        .collect();
    for name in CANNOT.iter().chain(&MACROS) {
        assert!(enter.contains(*name), "{name} cannot");
    }
    let macros: String = ["rt/entry.rs", "rt/print.rs"]
        .map(|file| {
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file))
                .unwrap()
        })
        .concat();
    for name in declared() {
        let there = if let Some(name) = name.strip_suffix('!') {
            macros.contains(&format!("macro_rules! {name} {{"))
        } else {
            // Those are made by a macro, in the folders of the targets.
            name.contains("::syscall") || name.starts_with("first use") || enter.contains(&name)
        };
        assert!(there, "no {name} in src/, or it makes no call");
    }
}

#[test]
fn a_call_is_seen_through_others() {
    let mut source = Functions::default();
    source.file(
        "io/made_up.rs",
        "pub fn calls() {\n    inner(1)\n}\n\
         fn inner(n: u32) {\n    // SAFETY: none\n    sys!(CLOSE, n)\n}\n\
         pub fn none() {\n    n.calls(inner: 1) // calls()\n}\n\
         pub const fn constant() {\n    calls()\n}\n\
         impl Drop for Thing<'_> {\n    fn drop(&mut self) {\n        crate::io::calls();\n    }\n}\n\
         impl<T: AsRef<u8>> Other<T> {\n    pub fn new() {\n        Self::again();\n    }\n\
             \x20   pub(crate) fn again() {\n        syscall0(1);\n    }\n}\n",
    );
    let enter: Vec<&str> = source.enter().iter().map(|f| f.0.path.as_str()).collect();
    let expected = [
        "io::calls",
        "io::inner",
        "<Thing as Drop>",
        "io::Other::new",
        "io::Other::again",
    ];
    assert_eq!(enter, expected);
}
