//! Every function, against the golden file of this target.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::{env, fs, thread};

use super::agree::{Origin, Verdict, compare, golden};
use super::normal::{name, normal};
use super::strace::{self as traced, Traced, trace};
use super::wrappers::{TARGET, wrappers};
use crate::support::program::example;
use crate::support::strace::{release, version};
use crate::support::{machine, skip};

const HEAD: &str = "\
# What each function puts in the registers, as strace decodes it. `TRAPGATE_BLESS=1 cargo test
# --test wire` writes this file. STACK, PID and other words in capitals stand for what is another
# number each time; comments do not count. A result is here if it follows from the arguments on
# every machine; `= ?`, by hand too, stands for any other, and stays.
";

/// The line of the file that names the releases with which it was written.
const WRITTEN: &str = "# Written with";

/// The line of a function without a call on this target.
const NO_CALL: &str = "no call";

/// The selftest's descriptors begin at 50.
const FDS: u64 = 64;

/// The lines of each function.
type Blocks = BTreeMap<String, Vec<String>>;

fn read(text: &str) -> Blocks {
    let mut blocks = Blocks::new();
    let mut lines = None;
    for line in text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        match line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            Some(name) => lines = Some(blocks.entry(name.into()).or_default()),
            None => lines
                .as_mut()
                .expect("a name before its lines")
                .push(line.to_string()),
        }
    }
    blocks
}

fn write(blocks: &Blocks) -> String {
    let ((linux, strace), mut text) = (releases(), HEAD.to_string());
    let dotted = |(major, minor)| format!("{major}.{minor}");
    writeln!(
        text,
        "{WRITTEN} Linux {} and strace {}.",
        dotted(linux),
        dotted(strace)
    )
    .unwrap();
    for (name, lines) in blocks {
        write!(text, "\n[{name}]\n{}\n", lines.join("\n")).unwrap();
    }
    text
}

/// The releases of this kernel and of this strace.
fn releases() -> ((u32, u32), (u32, u32)) {
    let linux = release(&machine::release()).expect("the kernel's release");
    (linux, version())
}

/// How this machine's lines may differ from those of the file.
fn origin(text: &str) -> Origin {
    let written = text.lines().find_map(|line| line.strip_prefix(WRITTEN));
    let number = |name: &str| release(written?.split_once(name)?.1);
    let ((linux, strace), known) = (releases(), "the file names the releases that wrote it");
    Origin {
        strace: strace.cmp(&number(" strace ").expect(known)),
        older_kernel: linux < number(" Linux ").expect(known),
    }
}

/// The functions that the program knows.
fn list(program: &Path) -> Vec<String> {
    let output = Command::new(program).arg("--list").output().unwrap();
    let mut names: Vec<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(String::from)
        .collect();
    names.sort();
    names
}

/// The lines of one function by one gate, each of which is the system call that it should be, or
/// why it was not called.
fn lines(
    program: &Path,
    gate: &[&str],
    function: &str,
    expected: Option<&str>,
) -> Result<Result<Vec<String>, String>, String> {
    let calls = match trace(program, gate, function, expected.into_iter().count())? {
        Traced::Calls(calls) => calls,
        Traced::Skipped(why) => return Ok(Err(why)),
    };
    let mut lines = Vec::from_iter(calls.iter().map(normal));
    if expected.is_none() {
        lines.push(NO_CALL.into());
    }
    match lines
        .iter()
        .find(|line| name(line) != expected.unwrap_or(NO_CALL))
    {
        None => Ok(Ok(lines)),
        Some(line) => Err(format!("{line}\n  is not {expected:?}")),
    }
}

#[test]
fn every_function_makes_its_call() {
    if let Some(why) = traced::missing() {
        return skip::skip("wire::every_function_makes_its_call", why);
    }
    let fds = machine::descriptors();
    assert!(
        fds >= FDS,
        "{FDS} descriptors are needed, and the limit is {fds} (ulimit -Hn)"
    );
    let (program, wrappers) = (example("selftest", "release"), wrappers());
    let names = list(&program);
    let listed = |wrapper: &&&str| !names.iter().any(|name| name == **wrapper);
    let missing: Vec<_> = wrappers.keys().filter(listed).collect();
    assert!(
        missing.is_empty(),
        "no entry in `wires!` of a file of tests/selftest/program/wire/, or that file is in no `TABLES`: {missing:?}"
    );
    let other = names
        .iter()
        .find(|name| !wrappers.contains_key(name.as_str()));
    assert_eq!(
        other, None,
        "in tests/selftest/program/wire/, and no wrapper of sysno.tbl"
    );

    // The other gate of i686 puts the same into the same registers. Before lines are written, a
    // second time shows what is another each time.
    let bless = env::var_os("TRAPGATE_BLESS").is_some();
    let gates: &[&[&str]] = match (TARGET, bless) {
        ("i686", _) => &[&[], &["--int80"]],
        (_, true) => &[&[], &[]],
        (_, false) => &[&[]],
    };
    let (next, found, wrong) = (
        AtomicUsize::new(0),
        Mutex::new(Blocks::new()),
        Mutex::new(Vec::new()),
    );
    let work = || {
        while let Some(function) = names.get(next.fetch_add(1, Relaxed)) {
            let expected = wrappers[function.as_str()].first().copied();
            for gate in gates {
                match lines(&program, gate, function, expected) {
                    Err(why) => wrong
                        .lock()
                        .unwrap()
                        .push(format!("{function}, {gate:?}: {why}")),
                    Ok(Err(why)) => {
                        skip::skip(&format!("wire::{function}"), why);
                        break;
                    }
                    Ok(Ok(lines)) => {
                        let mut found = found.lock().unwrap();
                        let before = found
                            .entry(function.clone())
                            .or_insert_with(|| lines.clone());
                        if *before != lines {
                            wrong.lock().unwrap().push(format!(
                                "{function}, {gate:?} differs, {lines:#?} from {before:#?}"
                            ));
                        }
                    }
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let (found, mut wrong) = (found.into_inner().unwrap(), wrong.into_inner().unwrap());

    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/wire/{TARGET}.txt"));
    let text = fs::read_to_string(&file).unwrap_or_default();
    let mut blocks = read(&text);
    if bless && wrong.is_empty() {
        blocks.retain(|name, _| wrappers.contains_key(name.as_str()));
        for (function, lines) in found {
            let block = blocks.entry(function).or_default();
            *block = golden(&lines, block);
        }
        fs::write(&file, write(&blocks)).unwrap();
        return;
    }
    let origin = origin(&text);
    for (function, lines) in found {
        let expected = blocks.remove(&function).unwrap_or_default();
        let verdicts = lines
            .iter()
            .zip(&expected)
            .map(|(line, golden)| compare(line, golden, origin));
        let verdicts = Vec::from_iter(verdicts);
        if lines.len() != expected.len() || verdicts.contains(&Verdict::Differs) {
            wrong.push(format!(
                "{function}:\n{}\n  not\n{}",
                lines.join("\n"),
                expected.join("\n")
            ));
        }
        let refused = verdicts
            .iter()
            .position(|verdict| *verdict == Verdict::Refused);
        if let Some(at) = refused {
            skip::skip(
                &format!("wire::{function}"),
                format_args!("refused: {}", lines[at]),
            );
        }
    }
    wrong.extend(
        blocks
            .keys()
            .filter(|&name| !wrappers.contains_key(name.as_str()))
            .map(|name| format!("{name} is gone")),
    );
    assert!(
        wrong.is_empty(),
        "{}, which TRAPGATE_BLESS=1 cargo test --test wire writes. What is another each time gets a name in \
         tests/wire/normal.rs.\n{}",
        file.display(),
        wrong.join("\n\n")
    );
}
