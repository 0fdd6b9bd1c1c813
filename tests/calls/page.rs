//! Both files, written and compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use super::others::{Calls, ONCE, all, others};

const TSV_HEAD: &str = "\
# The system calls that each public function can make, for a program that writes a sandbox's filter from a program's
# functions. `TRAPGATE_BLESS=1 cargo test --test calls` writes this file; docs/CALLS.md is the same to be read.
#
# Columns, a tab between each two:
#     function    its path below the crate's root; a macro ends with !; <Type as Trait> is what a trait has the type do
#     x86_64      its system calls there by the kernel's names, comma-separated; - none; * whichever the caller gives
#     i686        the same there; - also where that target has no such function
#
# A program that starts with `entry!` needs the rows of its functions and `entry!`. Any other one adds, on i686, `first use
# of the gate`, and where it asks for the time or the processor `first use of the vDSO`. What has no row makes no call.
";

const MD_HEAD: &str = "\
# System calls

Which system calls each function of trapgate can make, so that a sandbox's filter can be written from what a program uses.
The same for a program to read: [calls.tsv](calls.tsv). `TRAPGATE_BLESS=1 cargo test --test calls` writes both, from
`src/sysno.tbl` and `tests/calls/others.txt`.

A function of a topic makes one system call, on each target always the same one. What is not listed here makes none. Nor is
what comes without being called: `rt_sigreturn` ends a signal handler, `restart_syscall` goes on with a sleep behind
SIGCONT.

A function that the vDSO has makes its call only where the vDSO lacks it or cannot answer; a filter must let it through
nevertheless.
";

const OTHERS: &str = "
## What is no wrapper

| function | x86_64 | i686 | when |
|---|---|---|---|
";

const ONCE_HEAD: &str = "
## Once in a program

A program that starts with `entry!` has been given what the crate needs to know, and makes none of these. A program with
libc's `getauxval` makes of these only `mincore`. Any other one asks the kernel by `prctl`, and a kernel older than
Linux 6.4 by reading `/proc/self/auxv`. With `--cfg trapgate_int80` there is no gate.

After `vdso::disable`, no function makes these calls but those that look for the vDSO, and the first use of the vDSO after
`vdso::enable`. They read `/proc/self/maps` in every program, by `openat`, `read` and `close`, and make no `mincore`.

| what | x86_64 | i686 | when |
|---|---|---|---|
";

fn list(calls: &Calls) -> String {
    match calls.len() {
        0 => "-".into(),
        _ => Vec::from_iter(calls.iter().copied()).join(","),
    }
}

fn tsv() -> String {
    let mut text = TSV_HEAD.to_string();
    for (function, [x86_64, i686]) in all() {
        writeln!(text, "{function}\t{}\t{}", list(&x86_64), list(&i686)).unwrap();
    }
    text
}

/// The calls in a cell of the page.
fn cell(calls: &Calls) -> String {
    let quoted: Vec<String> = calls.iter().map(|call| format!("`{call}`")).collect();
    match calls.len() {
        0 => "-".into(),
        _ if calls.contains("*") => "any".into(),
        _ => quoted.join(" "),
    }
}

/// The calls of both targets, in two cells.
fn cells([x86_64, i686]: [&Calls; 2]) -> String {
    let same = if x86_64 == i686 {
        "the same".into()
    } else {
        cell(i686)
    };
    format!("{} | {same}", cell(x86_64))
}

fn md() -> String {
    let mut text = MD_HEAD.to_string();
    let mut others = others();
    let declared = |name: &str| others.iter().any(|other| other.function == name);
    let mut topics = BTreeMap::<String, Vec<(String, [Calls; 2])>>::new();
    for (function, calls) in all() {
        if !declared(&function) {
            let (topic, name) = function.split_once("::").unwrap();
            let topic = topics.entry(topic.into()).or_default();
            topic.push((name.into(), calls));
        }
    }
    for (topic, functions) in topics {
        write!(
            text,
            "\n## {topic}\n\n| function | x86_64 | i686 |\n|---|---|---|\n"
        )
        .unwrap();
        for (name, calls) in functions {
            writeln!(text, "| `{name}` | {} |", cells(calls.each_ref())).unwrap();
        }
    }
    others.dedup_by_key(|other| other.kind);
    let once = |name: &str| ONCE.iter().any(|once| once.0 == name);
    for (head, of_once) in [(OTHERS, false), (ONCE_HEAD, true)] {
        text += head;
        for other in others.iter().filter(|other| once(other.kind) == of_once) {
            let name = match of_once {
                true => other.kind.to_string(),
                false => format!("`{}`", other.kind),
            };
            let calls = cells([&other.x86_64, &other.i686]);
            writeln!(text, "| {name} | {calls} | {} |", other.when).unwrap();
        }
    }
    text
}

#[test]
fn both_files_are_true() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (file, text) in [("calls.tsv", tsv()), ("CALLS.md", md())] {
        let path = docs.join(file);
        if env::var_os("TRAPGATE_BLESS").is_some_and(|word| word == "1") {
            fs::write(path, text).unwrap();
            continue;
        }
        let written = fs::read_to_string(path).unwrap_or_default();
        let differs = text
            .lines()
            .find(|line| !written.lines().any(|other| other == *line));
        let differs = differs.or_else(|| {
            let other = |line: &&str| !text.lines().any(|other| other == *line);
            written.lines().find(other)
        });
        assert!(
            written == text,
            "docs/{file} is stale, as here: {}\nTRAPGATE_BLESS=1 cargo test --test calls writes it.",
            differs.unwrap_or("the order")
        );
    }
}
