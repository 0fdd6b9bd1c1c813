//! What a program receives when it starts.

use std::ffi::{CString, OsStr};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use super::has;
use crate::support::program::{example, run};
use crate::support::strace;

#[test]
fn arguments_environment_and_auxiliary_vector() {
    let program = example("args", "release");
    let many = "x".repeat(100_000);
    let mut command = Command::new(&program);
    command.arg0("name").args(["", " a\tb", "ü", "--", &many]);
    command.arg(OsStr::from_bytes(b"\xff\n\""));
    command.env_clear().env("FIRST", "1").env("EMPTY", "");
    let (out, err, status) = run(&mut command);
    assert_eq!((err.as_str(), status), ("", Some(0)));
    let mut lines = out.lines();
    let mut next = || lines.next().unwrap_or_default();
    assert_eq!(next(), "7 arguments");
    let many = CString::new(many).unwrap();
    for argument in [c"name", c"", c" a\tb", c"ü", c"--", &many, c"\xff\n\""] {
        assert_eq!(next(), format!("  {argument:?}"));
    }
    assert_eq!(next(), "2 variables");
    let mut variables = [next().trim(), next().trim()];
    variables.sort_unstable();
    assert_eq!(variables, [r#""EMPTY=""#, r#""FIRST=1""#]);
    assert_eq!(next(), "auxiliary vector");
    let vector: Vec<&str> = lines.map(str::trim).collect();
    let execfn = format!("EXECFN {program:?}");
    for line in ["PAGESZ 4096", "CLKTCK 100", "SECURE 0x0", &execfn] {
        assert!(vector.contains(&line), "{line} not in {vector:#?}");
    }
    let has = |key: &str| vector.iter().any(|line| line.starts_with(key));
    assert!(
        has("RANDOM 0x") && has("ENTRY 0x") && has("HWCAP 0x"),
        "{vector:#?}"
    );
}

#[test]
fn neither_arguments_nor_environment() {
    let mut command = Command::new(example("args", "release"));
    // Linux 5.18 and later add an empty name if there is none.
    command.arg0("").env_clear();
    let (out, err, status) = run(&mut command);
    assert_eq!((err.as_str(), status), ("", Some(0)));
    let mut lines = out.lines();
    for expected in ["1 arguments", r#"  """#, "0 variables", "auxiliary vector"] {
        assert_eq!(lines.next(), Some(expected));
    }
    assert!(lines.count() > 5, "{out}");
}

#[test]
fn two_calls_are_two_calls() {
    if !strace::here("two_calls_are_two_calls") {
        return;
    }
    for profile in ["release", "dev"] {
        let mut strace = strace::strace();
        strace.arg(example("hello", profile));
        let (out, trace, status) = run(&mut strace);
        assert_eq!(
            (out.as_str(), status),
            ("Hello, World!\n", Some(0)),
            "{trace}"
        );
        let calls: Vec<&str> = trace
            .lines()
            .filter_map(|line| {
                Some(
                    line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
                        .split_once('(')?
                        .0,
                )
            })
            .collect();
        assert_eq!(calls, ["execve", "write", "exit_group"], "{trace}");
    }
}

/// Returns gdb's output after these commands on `hello`.
fn gdb(commands: &[&str]) -> String {
    let mut gdb = Command::new("gdb");
    gdb.args(["-batch", "-nx", "-ex", "set debuginfod enabled off"]);
    for command in commands {
        gdb.args(["-ex", command]);
    }
    let (out, err, _) = run(gdb.arg(example("hello", "dev")));
    out + &err
}

#[test]
fn unwinders_stop_at_the_start() {
    if !has("gdb", "unwinders_stop_at_the_start") {
        return;
    }
    // gdb stops a backtrace at the entry point by default.
    let said = gdb(&[
        "set backtrace past-entry on",
        "catch syscall write",
        "run",
        "backtrace",
        "kill",
    ]);
    let frames: Vec<&str> = said.lines().filter(|line| line.starts_with('#')).collect();
    assert!(
        frames.iter().any(|frame| frame.contains("hello::main")),
        "{said}"
    );
    assert!(
        frames
            .last()
            .is_some_and(|frame| frame.contains("_start ()")),
        "{said}"
    );
    assert!(!said.contains("Backtrace stopped"), "{said}");
}

#[test]
fn stack_and_frame_pointer() {
    if !has("gdb", "stack_and_frame_pointer") {
        return;
    }
    let (frame, word) = match std::env::consts::ARCH {
        "x86" => ("$ebp", 4),
        _ => ("$rbp", 8),
    };
    let before_the_call = format!("print (long)($sp + {word}) % 16");
    // The kernel does not promise to clear these registers.
    let said = gdb(&[
        "starti",
        &format!("set {frame} = 1"),
        "break *hello::__trapgate_begin",
        "continue",
        "set language c",
        &before_the_call,
        &format!("print (long){frame}"),
        "kill",
    ]);
    assert!(said.contains("$1 = 0\n$2 = 0\n"), "{said}");
}
