//! Every function, against the golden file of this target.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::{env, fs, thread};

use super::homes::{TARGET, homes};
use super::normal::{agree, name, normal};
use super::strace::{self, Traced, trace};
use crate::{example, skip};

const HEAD: &str = "\
# What each function puts in the registers, as strace decodes it. `TRAPGATE_BLESS=1 cargo test --test wire` writes this
# file. STACK, PID and other words in capitals stand for what is another number each time; comments do not count.
";

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
    let mut text = HEAD.to_string();
    for (name, lines) in blocks {
        write!(text, "\n[{name}]\n{}\n", lines.join("\n")).unwrap();
    }
    text
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

/// The lines of one function by one gate, each of which is the system call that it should be.
fn lines(
    program: &Path,
    gate: &[&str],
    function: &str,
    expected: &str,
) -> Result<Option<Vec<String>>, String> {
    let calls = match trace(program, gate, function)? {
        Traced::Calls(calls) => calls,
        Traced::Skipped(why) => {
            skip::skip(&format!("wire::{function}"), why);
            return Ok(None);
        }
    };
    let lines = Vec::from_iter(calls.iter().map(normal));
    match lines.iter().find(|line| name(line) != expected) {
        None => Ok(Some(lines)),
        Some(line) => Err(format!("{line}\n  is not {expected}")),
    }
}

#[test]
fn every_function_makes_its_call() {
    if let Some(why) = strace::missing() {
        return skip::skip("wire::every_function_makes_its_call", why);
    }
    let (program, homes) = (example::build("selftest", "release"), homes());
    let names = list(&program);
    let listed = |home: &&&str| !names.iter().any(|name| name == **home);
    let missing: Vec<_> = homes.keys().filter(listed).collect();
    assert!(
        missing.is_empty(),
        "no entry in `wires!` of a file of examples/selftest/wire/, or that file is in no `TABLES`: {missing:?}"
    );
    let other = names.iter().find(|name| !homes.contains_key(name.as_str()));
    assert_eq!(
        other, None,
        "in examples/selftest/wire/, and no home of sysno.tbl"
    );

    // The other gate of i686 puts the same into the same registers. Before lines are written, a second time shows what is
    // another each time.
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
            let expected = homes[function.as_str()].first().unwrap();
            for gate in gates {
                match lines(&program, gate, function, expected) {
                    Err(why) => wrong
                        .lock()
                        .unwrap()
                        .push(format!("{function}, {gate:?}: {why}")),
                    Ok(None) => {}
                    Ok(Some(lines)) => {
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
    let mut golden = read(&fs::read_to_string(&file).unwrap_or_default());
    if bless && wrong.is_empty() {
        golden.retain(|name, _| homes.contains_key(name.as_str()));
        golden.extend(found);
        fs::write(&file, write(&golden)).unwrap();
        return;
    }
    for (function, lines) in found {
        let expected = golden.remove(&function).unwrap_or_default();
        let same =
            lines.len() == expected.len() && lines.iter().zip(&expected).all(|(a, b)| agree(a, b));
        if !same {
            wrong.push(format!(
                "{function}:\n{}\n  not\n{}",
                lines.join("\n"),
                expected.join("\n")
            ));
        }
    }
    wrong.extend(
        golden
            .keys()
            .filter(|&name| !homes.contains_key(name.as_str()))
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
