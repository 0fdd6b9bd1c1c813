//! Builds a crate under `tests/` for the target of the test that wants its programs, and runs them.

use std::env;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The target that this test is built for.
pub(crate) fn target() -> &'static str {
    match env::consts::ARCH {
        "x86" => "i686-unknown-linux-gnu",
        _ => "x86_64-unknown-linux-gnu",
    }
}

/// `cargo WORD` in a crate.
pub(crate) fn cargo(word: &str, crate_dir: &Path, profile: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([word, "--offline", "--target", target()]);
    cargo.args(["--profile", profile]).current_dir(crate_dir);
    cargo.env("CARGO_TARGET_DIR", target_dir(crate_dir));
    cargo
}

/// Where the programs of a crate are built.
pub(crate) fn target_dir(crate_dir: &Path) -> PathBuf {
    let name = crate_dir.file_name().unwrap();
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(env!("CARGO_CRATE_NAME"))
        .join(name)
}

/// Where cargo puts a program.
#[allow(dead_code, reason = "a test may build in folders of its own")]
pub(crate) fn path(crate_dir: &Path, profile: &str, name: &str) -> PathBuf {
    path_in(&target_dir(crate_dir), profile, name)
}

/// Where cargo puts a program that is built in a folder.
pub(crate) fn path_in(folder: &Path, profile: &str, name: &str) -> PathBuf {
    let profile = if profile == "dev" { "debug" } else { profile };
    folder.join(target()).join(profile).join(name)
}

/// Runs a command that must succeed and have nothing to warn of.
pub(crate) fn succeed(command: &mut Command) {
    let output = command.output().expect("cargo");
    let messages = String::from_utf8_lossy(&output.stderr);
    let fine = output.status.success() && !messages.contains("warning:");
    assert!(fine, "{command:?}\n{messages}");
}

/// Runs a program to its end: what it wrote to standard output and standard error, and its status as a shell counts.
#[allow(dead_code, reason = "a test may look at its programs in another way")]
pub(crate) fn run(command: &mut Command) -> (String, String, Option<i32>) {
    let Output {
        stdout,
        stderr,
        status,
    } = command.output().expect("a program that runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let code = status.code().or(status.signal().map(|signal| 128 + signal));
    (text(stdout), text(stderr), code)
}
