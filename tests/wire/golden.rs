//! Compares every function with the golden file.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::{env, fs, thread};

use super::agree::{Origin, Verdict, compare};
use super::blocks::{Function, Golden};
use super::normal::{name, normal};
use super::strace::{self as traced, Traced, trace};
use crate::support::program::example;
use crate::support::strace::{release, version};
use crate::support::sysno::{TARGET, TARGETS, place, wrappers};
use crate::support::{machine, skip};

/// The golden file's path.
const FILE: &str = "tests/wire/golden.txt";

/// The index of this target in `TARGETS`.
const HERE: usize = cfg!(target_arch = "x86") as usize;

/// The number of descriptors that the selftest needs: its own begin at 50.
const FDS: u64 = 64;

/// Returns every function that `sysno.tbl` lists.
fn functions() -> Vec<Function<'static>> {
    let calls = TARGETS.map(wrappers);
    let call = |path, target: usize| calls[target].get(path)?.first().copied();
    let paths = calls[0].keys();
    let functions = paths.map(|path| Function {
        path,
        calls: [call(path, 0), call(path, 1)],
    });
    functions.collect()
}

/// Returns the functions that the program knows.
fn list(program: &Path) -> Vec<String> {
    let output = Command::new(program).arg("--list").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(String::from).collect()
}

/// Returns how this machine's lines may differ from those of the file.
fn origin(golden: &Golden) -> Origin {
    let written = |program| {
        golden
            .written_with(program)
            .expect("the release of each program")
    };
    let linux = release(&machine::release()).expect("the kernel's release");
    Origin {
        strace: version().cmp(&written("strace")),
        older_kernel: linux < written("Linux"),
    }
}

/// Returns the command that writes the lines of a function, or of all functions if `word` is `1`.
fn command(word: &str) -> String {
    let i686 = ["", " --target i686-unknown-linux-gnu"][HERE];
    format!("`TRAPGATE_BLESS={word} cargo test --test wire{i686}`")
}

/// Runs one function and returns its lines, one for each system call. The result is empty if this
/// target has no call for the function, and `None` if it cannot be called on this machine.
fn observe(program: &Path, function: &Function) -> Result<Option<Vec<String>>, String> {
    let (path, call) = (function.path, function.calls[HERE]);
    // On i686, the other gate must put the same values into the same registers. Before lines are
    // written, a second run shows what differs from run to run.
    let again: &[&[&str]] = match (TARGET, blessing()) {
        ("i686", _) => &[&["--int80"]],
        (_, Some(_)) => &[&[]],
        (_, None) => &[],
    };
    let mut seen: Option<Vec<String>> = None;
    for options in [&[][..]].iter().chain(again) {
        let calls = match trace(program, options, path, call.into_iter().count())? {
            Traced::Calls(calls) => calls,
            Traced::Skipped(why) => {
                skip::skip(&format!("wire::{path}"), why);
                return Ok(None);
            }
        };
        let lines = Vec::from_iter(calls.iter().map(normal));
        if let Some(line) = lines.iter().find(|line| Some(name(line)) != call) {
            return Err(format!("{line}\n  is not a call of {call:?}"));
        }
        let before = seen.get_or_insert_with(|| lines.clone());
        if *before != lines {
            let normal = "Replace what differs between two runs by a name in tests/wire/normal.rs.";
            return Err(format!(
                "{options:?}: {lines:#?} after {before:#?}. {normal}"
            ));
        }
    }
    Ok(seen)
}

type Observed<'a> = (Function<'a>, Result<Option<Vec<String>>, String>);

/// Observes functions in parallel, as many at a time as there are processors.
fn observe_all<'a>(program: &Path, functions: &[Function<'a>]) -> Vec<Observed<'a>> {
    let (next, seen) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some(function) = functions.get(next.fetch_add(1, Relaxed)) {
            let observed = observe(program, function);
            seen.lock().unwrap().push((*function, observed));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut seen = seen.into_inner().unwrap();
    seen.sort_by_key(|(function, _)| function.path);
    seen
}

/// Compares the lines of a function with those of the file, and returns a description of the
/// difference.
fn check(path: &str, lines: &[String], known: &[String], origin: Origin) -> Option<String> {
    let pairs = lines.iter().zip(known);
    let verdicts = Vec::from_iter(pairs.map(|(line, known)| compare(line, known, origin)));
    let refused = verdicts
        .iter()
        .position(|verdict| *verdict == Verdict::Refused);
    if let Some(at) = refused {
        let why = format!("refused: {}", lines[at]);
        skip::skip(&format!("wire::{path}"), why);
    }
    if lines.len() == known.len() && !verdicts.contains(&Verdict::Differs) {
        return None;
    }
    let (lines, known, command) = (lines.join("\n"), known.join("\n"), command(path));
    Some(format!(
        "{path}:\n{lines}\n  but {FILE} has:\n{known}\n  {command} replaces them"
    ))
}

/// Returns the path and the text of the golden file.
fn file() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

/// Returns what `TRAPGATE_BLESS` names: `1`, or a function.
fn blessing() -> Option<String> {
    env::var("TRAPGATE_BLESS").ok()
}

/// Checks that each function has an entry and lines, and that nothing else has. Needs no strace.
#[test]
fn every_function_has_its_lines() {
    if blessing().is_some() {
        return;
    }
    let (functions, golden) = (functions(), Golden::read(&file().1));
    let entries = list(&example("selftest", "release"));
    let mut wrong = Vec::new();
    for function in &functions {
        let path = function.path;
        if !entries.iter().any(|entry| entry == path) {
            let place = place("tests/selftest/program/wire", path);
            wrong.push(format!(
                "{path}: {place} has no entry in `wires!`, or `TABLES` lacks that file"
            ));
        } else if function.calls[HERE].is_some() && golden.lines(function, HERE).is_none() {
            let command = command(path);
            wrong.push(format!("{path}: no lines in {FILE}; {command} writes them"));
        }
    }
    let known = |path: &str| functions.iter().any(|function| function.path == path);
    let others = entries.iter().filter(|entry| !known(entry));
    wrong
        .extend(others.map(|entry| {
            format!("{entry}: an entry in `wires!`, and no wrapper in src/sysno.tbl")
        }));
    let unread = golden.unread_keys(&functions).into_iter();
    let why = format!(
        "in {FILE}: this block belongs to no function; {} removes it",
        command("1")
    );
    wrong.extend(unread.map(|key| format!("[{key}] {why}")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_function_makes_its_call() {
    let bless = blessing();
    if let Some(why) = traced::missing() {
        assert!(bless.is_none(), "{why}");
        return skip::skip("wire::every_function_makes_its_call", why);
    }
    let fds = machine::descriptors();
    assert!(
        fds >= FDS,
        "{FDS} descriptors are needed, and `ulimit -Hn` is {fds}"
    );

    let all = bless.as_ref().is_none_or(|word| word == "1");
    let chosen = |path: &str| all || bless.as_ref().is_some_and(|word| word == path);
    let (functions, program) = (functions(), example("selftest", "release"));
    let entries = list(&program);
    let entry = |function: &&Function| entries.iter().any(|entry| entry == function.path);
    let here = functions.iter().filter(|function| chosen(function.path));
    let here = Vec::from_iter(here.filter(entry).copied());

    let (path, text) = file();
    let (mut golden, mut wrong) = (Golden::read(&text), Vec::new());
    let origin = origin(&golden);
    let writable = bless.is_none() || origin.strace.is_eq();
    assert!(
        writable,
        "{FILE} was written with another release of strace; set `STRACE` to that one"
    );
    let observed = observe_all(&program, &here);
    for (function, seen) in &observed {
        let known = golden.lines(function, HERE);
        match (seen, known) {
            (Err(why), _) => wrong.push(format!("{}: {why}", function.path)),
            (Ok(Some(lines)), _) if lines.is_empty() => {}
            (Ok(Some(lines)), _) if bless.is_some() => golden.bless(function, HERE, lines, origin),
            (Ok(Some(lines)), Some(known)) => {
                wrong.extend(check(function.path, lines, &known, origin));
            }
            // `every_function_has_its_lines` reports functions without lines.
            (Ok(_), _) => {}
        }
    }
    if let Some(word) = &bless {
        let gone = golden.remove_unread(&functions, chosen);
        let done = gone || observed.iter().any(|(_, seen)| seen != &Ok(None));
        assert!(
            done,
            "{word}: no such function, no entry in `wires!`, or it cannot be called here"
        );
        if all {
            let linux = release(&machine::release()).max(golden.written_with("Linux"));
            golden.write_with("Linux", linux.expect("a release of Linux"));
        }
        if golden.text() != text {
            fs::write(path, golden.text()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}
