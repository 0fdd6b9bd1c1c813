//! What `calls.tbl` declares, under strace: nothing else is seen, and all of it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use trapgate::Sysno;
use trapgate::calls::{Call, auxv, fd, first_use, raw, rt, thread, time, vdso};

use super::line::is;
use crate::support::machine::proc;
use crate::support::program::{build_once, cargo, path};
use crate::support::skip::skip;
use crate::support::strace;

/// An operation, and what it uses.
const ALONE: [(&str, &[&[Call]]); 16] = [
    ("nothing", &[]),
    ("first", &[first_use::GATE, thread::SCHED_YIELD]),
    ("gate", &[raw::GATE]),
    ("set_gate", &[raw::SET_GATE]),
    ("current", &[auxv::CURRENT]),
    ("get", &[auxv::GET]),
    ("iter", &[auxv::ITER]),
    ("ids", &[auxv::UID]),
    ("words", &[auxv::HWCAP]),
    ("sizes", &[auxv::PAGE_SIZE]),
    ("places", &[auxv::RANDOM]),
    ("sysinfo", &[auxv::SYSINFO_EHDR]),
    ("image", &[vdso::CURRENT]),
    ("clocks", CLOCKS),
    ("enable", &[vdso::ENABLE]),
    ("drop", &[first_use::GATE, fd::DROP]),
];

const CLOCKS: &[&[Call]] = &[
    first_use::VDSO,
    first_use::GATE,
    time::CLOCK_GETTIME,
    time::CLOCK_GETRES,
    time::GETTIMEOFDAY,
    time::TIME,
    thread::GETCPU,
];

const STARTED: [(&str, &[&[Call]]); 8] = [
    ("streams", &[rt::OPEN_CLOSED_STDIO]),
    ("print", &[rt::PRINT]),
    ("println", &[rt::PRINTLN]),
    ("eprint", &[rt::EPRINT]),
    ("eprintln", &[rt::EPRINTLN]),
    // It does not come back.
    ("panic", &[rt::PANIC_HANDLER]),
    ("error", &[rt::TERMINATION, rt::ENTRY]),
    ("knows", &[]),
];

/// Where the programs are.
static PROGRAMS: LazyLock<[PathBuf; 2]> = LazyLock::new(|| {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calls");
    [("alone", ""), ("started", "rt")].map(|(name, features)| {
        let mut build = cargo("build", &crate_dir, "release");
        build_once(build.args(["--locked", "--bin", name, "--features", features]));
        let program = path("release", name);
        // The other one has other features.
        let kept = program.with_extension("kept");
        // A link, not a copy: a file that has just been written may be busy. The next build makes a
        // new one.
        let _ = fs::remove_file(&kept);
        fs::hard_link(program, &kept).unwrap();
        kept
    })
});

/// The lines between the markers. `options` are strace's.
fn trace(program: &Path, options: &[&str], arguments: &[&str]) -> Vec<String> {
    let name = program.file_stem().unwrap().to_str().unwrap();
    let log = format!("calls-{name}-{}", arguments.join("-"));
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(log);
    let mut strace = strace::strace();
    strace
        .args(["-qq", "-s", "0", "-X", "raw", "-o"])
        .arg(&log)
        .args(options);
    let output = strace.arg(program).args(arguments).output().unwrap();
    let text = fs::read_to_string(&log).unwrap();
    let _ = fs::remove_file(&log);
    let mut parts = text.split("close(-100)");
    let behind = parts.nth(1).unwrap_or_else(|| panic!("{output:?}"));
    let lines = behind.lines().skip(1);
    let calls = lines.filter(|line| line.contains('(') && !line.starts_with(['-', '+']));
    calls.map(String::from).collect()
}

/// What was seen and is not declared, or is declared and was not seen.
fn differs(seen: &[String], declared: &[Call]) -> Option<String> {
    let more = seen
        .iter()
        .find(|line| !declared.iter().any(|call| is(line, call)));
    let less = declared
        .iter()
        .find(|call| !seen.iter().any(|line| is(line, call)));
    match (more, less) {
        (Some(line), _) => Some(format!("{line} is not declared")),
        (None, Some(call)) => Some(format!("{call:?} is declared and not made")),
        (None, None) => None,
    }
}

#[test]
fn who_starts_alone_finds_out() {
    if !proc("who_starts_alone_finds_out") {
        return;
    }
    let run = |arguments: &[&str]| trace(&PROGRAMS[0], &[], arguments);
    if !strace::here("who_starts_alone_finds_out") {
        return;
    }
    for (operation, functions) in ALONE {
        let declared = functions.concat();
        // A kernel without PR_GET_AUXV, one without /proc, and one without either.
        let conditions: [&[&str]; 4] = [&[], &["prctl"], &["openat"], &["prctl", "openat"]];
        let mut seen = Vec::new();
        for refused in conditions {
            seen.extend(run(&[&[operation], refused].concat()));
        }
        assert_eq!(differs(&seen, &declared), None, "{operation}: {seen:?}");
    }
    // Who disables the vDSO does not look for it.
    let seen = run(&["disabled"]);
    let first = |line: &String| first_use::GATE.iter().any(|call| is(line, call));
    let seen = Vec::from_iter(seen.into_iter().filter(|line| !first(line)));
    assert_eq!(differs(&seen, &CLOCKS[2..].concat()), None);
}

/// `/proc/self/auxv` is read to its end, and never past the end of the buffer.
#[test]
fn each_read_has_the_rest_of_the_buffer() {
    const TEST: &str = "each_read_has_the_rest_of_the_buffer";
    if !proc(TEST) || !strace::here(TEST) {
        return;
    }
    let lines = trace(&PROGRAMS[0], &[], &["get", "prctl"]);
    let reads = lines.iter().filter_map(|line| {
        let (arguments, result) = line.strip_prefix("read(")?.split_once(')')?;
        let room = arguments.rsplit(", ").next()?;
        let count = result.trim_start().strip_prefix("= ")?;
        Some((room.parse().ok()?, count.parse().ok()?))
    });
    let reads: Vec<(usize, usize)> = reads.collect();
    let next = reads.windows(2).filter(|pair| pair[0].1 != 0);
    assert!(next.clone().count() > 0, "{lines:#?}");
    for pair in next {
        assert_eq!(pair[1].0, pair[0].0 - pair[0].1, "{lines:#?}");
    }
}

#[test]
fn who_starts_with_entry_knows() {
    // The first `write` finds the descriptor full.
    let full = ["-e", "inject=write:error=EAGAIN:when=1"];
    let run = |operation| trace(&PROGRAMS[1], &full, &[operation]);
    if !strace::here("who_starts_with_entry_knows") {
        return;
    }
    for (operation, functions) in STARTED {
        let seen = run(operation);
        let mut declared = functions.concat();
        // The signal ends it before.
        if operation == "panic" {
            declared.retain(|call| call.sysno != Sysno::EXIT_GROUP);
        }
        assert_eq!(differs(&seen, &declared), None, "{operation}: {seen:?}");
    }
}

/// What cannot be read is unknown, and not "no": as for a program with capabilities, of which
/// `/proc/self/auxv` is not its own, on a kernel that refuses `PR_GET_AUXV` or does not have it.
#[test]
fn what_cannot_be_read_is_unknown() {
    const TEST: &str = "what_cannot_be_read_is_unknown";
    let run = |arguments: &[&str]| {
        let output = Command::new(&PROGRAMS[0]).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    run(&["unknown", "prctl", "openat"]);
    // PR_GET_AUXV
    // SAFETY: asks for no bytes.
    let asks = unsafe { libc::prctl(0x4155_5856, 0, 0, 0, 0) } > 0;
    match asks {
        true => run(&["known", "openat"]),
        false => skip(TEST, "this kernel has no PR_GET_AUXV"),
    }
    match fs::exists("/proc/self/auxv") {
        Ok(true) => run(&["known", "prctl"]),
        _ => skip(TEST, "no /proc"),
    }
}
