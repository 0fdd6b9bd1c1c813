//! The programs, built in both ways that a program can place its data, and what each operation takes in each of them.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::tracer::{self, Steps};
use crate::support::program::{build_once, cargo, path_with_flags, with_flags};

/// Those of a system call, in the order of the table.
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

/// Those of the vDSO.
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

/// How a program places its data: rustc's default, and at addresses that are known when it is linked.
pub(crate) const MODELS: [&str; 2] = ["pic", "static"];

/// By model, program and operation.
type Counts = BTreeMap<(&'static str, &'static str, &'static str), Steps>;

static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
    let mut counts = Counts::new();
    for model in MODELS {
        let folder = build(model);
        for &program in PROGRAMS {
            let path = folder.join(program);
            // What every count contains: the return.
            let empty = tracer::count(&path, "empty").expect("every program has it");
            for operation in CALLS.into_iter().chain(VDSO) {
                // What the vDSO does is asked of one program.
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

/// The least of a few counts: the vDSO starts again when the kernel changes the time meanwhile.
fn count(program: &Path, operation: &str, times: usize) -> Option<Steps> {
    let counts = (0..times).filter_map(|_| tracer::count(program, operation));
    counts.min_by_key(|steps| steps.user + steps.vdso)
}

/// What an operation takes, beyond the return.
pub(crate) fn steps(model: &str, program: &str, operation: &str) -> Option<&'static Steps> {
    let found = |(key, _): &(&(&str, &str, &str), &Steps)| **key == (model, program, operation);
    COUNTS.iter().find(found).map(|(_, steps)| steps)
}

/// The compiler of the table.
pub(crate) const COMPILER: &str = "1.95";

/// Is it the one in use?
pub(crate) fn is_compiler() -> bool {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.contains(&format!("\nrelease: {COMPILER}."))
}

/// Builds the programs, and returns the folder in which they are.
fn build(model: &str) -> PathBuf {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instructions");
    let flags = format!("-C relocation-model={model}");
    let mut build = cargo("build", &crate_dir, "release");
    build_once(with_flags(&mut build, &flags).arg("--locked"));
    path_with_flags(&flags, "release", "")
}
