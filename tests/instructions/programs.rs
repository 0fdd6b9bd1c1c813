//! The programs, built with both ways to place a program's data, and the counts of each operation
//! in each program.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::tracer::{self, Steps};
use crate::support::program::{build_once, cargo, path_with_flags, with_flags};

/// The operations that make a system call, in the order of the table.
pub(crate) const CALLS: [&str; 17] = [
    "syscall0",
    "syscall1",
    "syscall2",
    "syscall3",
    "syscall4",
    "syscall5",
    "syscall6",
    "getpid",
    "close",
    "fchmod",
    "read",
    "write",
    "mprotect",
    "openat",
    "pread",
    "mmap",
    "mmap_anonymous",
];

/// The operations that call the vDSO.
pub(crate) const VDSO: [&str; 6] = [
    "clock_gettime",
    "clock_gettime_any",
    "clock_getres",
    "gettimeofday",
    "time",
    "getcpu",
];

const PROGRAMS: &[&str] = if cfg!(target_arch = "x86_64") {
    &["ours", "hand", "rustix", "libc"]
} else {
    &["ours", "hand", "rustix", "libc", "int80"]
};

/// The ways to place a program's data: rustc's default, and at addresses that are fixed when it is
/// linked.
pub(crate) const MODELS: [&str; 2] = ["pic", "static"];

/// The counts by model, program and operation.
type Counts = BTreeMap<(&'static str, &'static str, &'static str), Steps>;

static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
    let mut counts = Counts::new();
    for model in MODELS {
        let folder = build(model);
        for &program in PROGRAMS {
            let path = folder.join(program);
            // Every count includes this one: the return.
            let empty = tracer::count(&path, "empty").expect("every program has it");
            for operation in CALLS.into_iter().chain(VDSO) {
                // The instructions inside the vDSO are counted in one program only.
                let vdso = program == "ours" && VDSO.contains(&operation);
                let times = if vdso { 5 } else { 1 };
                if let Some(mut steps) = count(&path, operation, times) {
                    steps.user -= empty.user;
                    counts.insert((model, program, operation), steps);
                }
            }
        }
    }
    counts
});

/// Returns the lowest of several counts, because the vDSO starts again if the kernel updates the
/// time while it reads.
fn count(program: &Path, operation: &str, times: usize) -> Option<Steps> {
    let counts = (0..times).filter_map(|_| tracer::count(program, operation));
    counts.min_by_key(|steps| steps.user + steps.vdso)
}

/// Returns the steps of an operation, without the return.
pub(crate) fn steps(model: &str, program: &str, operation: &str) -> Option<&'static Steps> {
    let found = |(key, _): &(&(&str, &str, &str), &Steps)| **key == (model, program, operation);
    COUNTS.iter().find(found).map(|(_, steps)| steps)
}

/// The compiler with which the table was made.
pub(crate) const COMPILER: &str = "1.95";

/// Returns whether that compiler is in use.
pub(crate) fn is_compiler() -> bool {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.contains(&format!("\nrelease: {COMPILER}."))
}

/// Builds the programs and returns the folder that contains them.
fn build(model: &str) -> PathBuf {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instructions");
    let flags = format!("-C relocation-model={model}");
    let mut build = cargo("build", &crate_dir, "release");
    build_once(with_flags(&mut build, &flags).arg("--locked"));
    path_with_flags(&flags, "release", "")
}
