//! Runs the examples.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::support::program::example;

pub(crate) const X86_64: bool = cfg!(target_arch = "x86_64");

/// Returns the path of an example.
pub(crate) fn file(name: &str) -> PathBuf {
    example(name, "release")
}

/// Returns a command that runs an example with these arguments.
pub(crate) fn command(name: &str, args: &str) -> Command {
    let mut command = Command::new(file(name));
    command.args(args.split_whitespace());
    command
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns the output of a program, which must succeed.
#[track_caller]
pub(crate) fn stdout(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    assert!(status.success(), "{status}: {}", text(&stderr));
    assert_eq!(text(&stderr), "");
    text(&stdout)
}

/// Returns why the vDSO's functions may make system calls on this machine, if they may.
pub(crate) fn vdso_asks() -> Option<String> {
    let file = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    let source = fs::read_to_string(file).unwrap_or_default();
    match source.trim() {
        "tsc" | "kvm-clock" | "hyperv_clocksource_tsc_page" => None,
        other => Some(format!("the vDSO cannot read the clock source `{other}`")),
    }
}

/// A line of `paths --csv`.
pub(crate) struct Row {
    pub(crate) path: String,
    pub(crate) call: String,
    /// `min_ns`, `median_ns`, `cycles`, `times`.
    pub(crate) numbers: Vec<f64>,
    pub(crate) status: String,
}

/// Parses the output of `paths --csv`: the lines about the machine, and the rows.
#[track_caller]
pub(crate) fn parse(csv: &str) -> (Vec<(String, String)>, Vec<Row>) {
    let facts = csv.lines().map_while(|line| line.strip_prefix("# "));
    let facts = facts.map(|fact| {
        let (what, text) = fact.split_once(": ").unwrap();
        (what.to_string(), text.to_string())
    });
    let facts: Vec<_> = facts.collect();
    let mut lines = csv.lines().skip(facts.len());
    let header = "path,call,min_ns,median_ns,cycles,times,status";
    assert_eq!(lines.next(), Some(header), "{csv}");
    let rows = lines.map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), 7, "{line}");
        let numbers = fields[2..6].iter().filter(|field| !field.is_empty());
        Row {
            path: fields[0].into(),
            call: fields[1].into(),
            numbers: numbers.map(|field| field.parse().unwrap()).collect(),
            status: fields[6].into(),
        }
    });
    (facts, rows.collect())
}

/// The rows of this target, by path.
pub(crate) const ROWS: &[(&str, &[&str])] = &[
    ("function", &["function call"]),
    (
        "vdso",
        &[
            "clock_gettime fine",
            "clock_gettime coarse",
            "clock_getres",
            "gettimeofday",
            "time",
            "getcpu",
        ],
    ),
    (if X86_64 { "syscall" } else { "int80" }, CALLS),
    #[cfg(not(trapgate_int80))]
    (if X86_64 { "int80" } else { "vsyscall" }, CALLS),
];
const CALLS: &[&str] = &["getpid", "close(999)", "clock_gettime"];

/// Returns a row's name in the table.
pub(crate) fn titled(call: &str) -> String {
    call.replace("clock_gettime ", "clock_gettime, ")
}
