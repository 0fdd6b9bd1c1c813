//! Runs the program and parses what it prints.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

use crate::support::program::example;
use crate::support::skip;

/// The path of the optimised program.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| example("selftest", "release"))
}

/// The program, in a directory in which it may leave files: a check whose `unlinkat` is rejected
/// does.
pub(crate) fn command() -> Command {
    static PLACE: OnceLock<PathBuf> = OnceLock::new();
    let place = PLACE.get_or_init(|| {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selftest-place");
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).unwrap();
        place
    });
    let mut command = Command::new(program());
    command.current_dir(place);
    command
}

/// The names of the program's checks.
pub(crate) fn checks() -> BTreeSet<String> {
    let output = Command::new(program()).arg("--checks").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(String::from).collect()
}

/// A completed run: the path into the kernel and the result of each check.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Report {
    pub(crate) gate: String,
    pub(crate) ok: BTreeSet<String>,
    /// The `FAIL` lines.
    pub(crate) failed: Vec<String>,
    /// The `SKIP` lines.
    pub(crate) skipped: Vec<String>,
}

impl Report {
    /// Parses the output, and asserts that it is complete and agrees with the exit status.
    pub(crate) fn read(output: &Output) -> Self {
        let text = String::from_utf8_lossy(&output.stdout);
        let all = || {
            format!(
                "{}:\n{text}{}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            )
        };
        assert_eq!(output.status.signal(), None, "{}", all());
        let mut report = Self::default();
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        report.gate = first
            .strip_prefix("gate ")
            .unwrap_or_else(|| panic!("{}", all()))
            .into();
        let last = lines.next_back().unwrap_or_default();
        for line in lines {
            match line.split_once(' ') {
                Some(("ok", name)) => assert!(report.ok.insert(name.into()), "{}", all()),
                Some(("FAIL", rest)) => report.failed.push(rest.into()),
                Some(("SKIP", rest)) => report.skipped.push(rest.into()),
                _ => panic!("{line}, in {}", all()),
            }
        }
        let [ok, failed, skipped] = [report.ok.len(), report.failed.len(), report.skipped.len()];
        assert_eq!(
            last,
            format!("{ok} passed, {failed} failed, {skipped} skipped"),
            "{}",
            all()
        );
        assert_eq!(
            output.status.code(),
            Some(i32::from(failed != 0)),
            "{}",
            all()
        );
        assert_eq!(ok + failed + skipped, checks().len(), "{}", all());
        report
    }

    /// The names of the checks that are not `ok`.
    pub(crate) fn others(&self) -> BTreeSet<&str> {
        let lines = self.failed.iter().chain(&self.skipped);
        lines
            .map(|line| line.split(':').next().unwrap_or_default())
            .collect()
    }

    /// Asserts that no check failed, and passes on the skips, which are limits of the machine.
    /// Every test prints the same line for the same skip, so that it counts once.
    pub(crate) fn expect_ok(&self, test: &str) {
        assert!(self.failed.is_empty(), "{test}: {self:#?}");
        for line in &self.skipped {
            let (name, why) = line.split_once(": ").unwrap_or((line, ""));
            skip::skip(&format!("selftest::{name}"), why);
        }
    }
}

/// The gate that is used when every gate is available.
pub(crate) fn fastest() -> &'static str {
    if cfg!(target_arch = "x86_64") {
        "Syscall"
    } else if cfg!(trapgate_int80) {
        "Int80"
    } else {
        "Vsyscall"
    }
}

/// The gate that needs no vDSO.
pub(crate) fn slowest() -> &'static str {
    if cfg!(target_arch = "x86_64") {
        "Syscall"
    } else {
        "Int80"
    }
}
