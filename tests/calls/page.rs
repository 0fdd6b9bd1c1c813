//! `docs/CALLS.md`.

use std::fmt::Write as _;

use super::verbs;
use crate::build::{self, Caller};
use crate::{read, written};

const HEAD: &str = "\
# System calls

The system calls that each function of trapgate can make, for a sandbox's filter. A program finds
them in the constants of `trapgate::calls`: those of `io::read` are in `calls::io::READ`.
`TRAPGATE_BLESS=1 cargo test --test calls` writes this page from `src/sysno.tbl`, `src/calls.tbl`
and `src/verbs.tbl`.

A function of a topic makes one system call, always the same one on each target. `fcntl(1=0x3)` is
`fcntl` with 0x3 as argument 1, counted from 0. In `mmap(3&0x20=0x20)`, only the bits 0x20 of
argument 3 count. `-` is no call. A function that is not listed makes none. Two calls come from the
kernel itself: `rt_sigreturn` at the end of a signal handler, and `restart_syscall` to continue a
sleep that a signal interrupted.

A function that the vDSO has makes its call only if the vDSO cannot answer. A filter must allow it
anyway.
";

const OTHERS: &str = "
## Not a wrapper

| what | constant | x86_64 | i686 | when |
|---|---|---|---|---|
";

const FIRST_USE: &str = "
## Once in a program

A program that starts with `entry!` makes none of these calls, because the kernel gives `_start`
what the crate needs. A program with libc's `getauxval` makes only `mincore`. Any other program asks
the kernel by `prctl`, and before Linux 6.4 reads `/proc/self/auxv`. With `--cfg trapgate_int80`
there is no gate.

After `vdso::disable`, only the functions that look for the vDSO make these calls, and the first use
of the vDSO after `vdso::enable`. They read `/proc/self/maps` in every program, by `openat`, `read`
and `close`, and do not call `mincore`.

| what | constant | x86_64 | i686 | when |
|---|---|---|---|---|
";

/// All callers, on both targets.
pub(crate) fn callers() -> [Vec<Caller<'static>>; 2] {
    let tables = [read("src/sysno.tbl"), read("src/calls.tbl"), verbs::table()];
    let [sysno, calls, verbs] = tables.map(|text| &*text.leak());
    let rows = build::rows(sysno);
    [build::X86_64, build::I686].map(|here| build::callers(&rows, calls, verbs, here))
}

/// The calls in a cell.
fn cell(caller: &Caller) -> String {
    let calls = caller.calls.iter().map(|call| format!("`{call}`"));
    match Vec::from_iter(calls).join(" ") {
        none if none.is_empty() => "-".into(),
        any if any == "`*`" => "any".into(),
        calls => calls,
    }
}

/// The cells of both targets.
fn cells([x86_64, i686]: [&Caller; 2]) -> String {
    let same = x86_64.calls == i686.calls;
    let i686 = if same { "the same".into() } else { cell(i686) };
    format!("{} | {i686}", cell(x86_64))
}

/// The constants of a row of `calls.tbl`, one or a few.
fn constants(callers: &[Caller]) -> String {
    let paths = callers
        .iter()
        .filter_map(|caller| caller.constant.as_deref());
    let paths = Vec::from_iter(paths.map(|path| path.split_once("::").unwrap()));
    match paths[..] {
        [] => "-".into(),
        [(module, name)] => format!("`{module}::{name}`"),
        [(module, _), ..] => {
            let names = Vec::from_iter(paths.iter().map(|path| path.1)).join(",");
            format!("`{module}::{{{names}}}`")
        }
    }
}

fn page() -> String {
    let [x86_64, i686] = callers();
    let mut text = HEAD.to_string();
    let pairs = x86_64
        .iter()
        .zip(&i686)
        .map(|(x86_64, i686)| [x86_64, i686]);
    let mut section = "";
    for pair in pairs.clone().filter(|[caller, _]| caller.other.is_none()) {
        let (topic, name) = pair[0].what.split_once("::").unwrap();
        if topic != section {
            section = topic;
            write!(
                text,
                "\n## {topic}\n\n| function | x86_64 | i686 |\n|---|---|---|\n"
            )
            .unwrap();
        }
        writeln!(text, "| `{name}` | {} |", cells(pair)).unwrap();
    }
    let first_use = |[what, _]: [&str; 2]| what.starts_with("first use");
    for (head, first) in [(OTHERS, false), (FIRST_USE, true)] {
        text += head;
        for row in x86_64.chunk_by(|one, next| one.other == next.other) {
            let Some([what, when]) = row[0].other.filter(|other| first_use(*other) == first) else {
                continue;
            };
            let pair = pairs
                .clone()
                .find(|[caller, _]| caller.what == row[0].what)
                .unwrap();
            let what = if first {
                what.into()
            } else {
                format!("`{what}`")
            };
            let (constants, cells) = (constants(row), cells(pair));
            writeln!(text, "| {what} | {constants} | {cells} | {when} |").unwrap();
        }
    }
    text
}

#[test]
fn the_page_is_written_from_the_tables() {
    written("docs/CALLS.md", &page());
}
