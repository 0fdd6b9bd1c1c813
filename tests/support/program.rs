//! Builds the programs that tests run, and runs them.
//!
//! The crates under `tests/` and the examples are built in one target folder, so that they share
//! their dependencies. For that reason, their programs have different names.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::BTreeSet;
use std::env;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

/// Returns the target that this test is built for.
pub(crate) fn target() -> &'static str {
    match env::consts::ARCH {
        "x86" => "i686-unknown-linux-gnu",
        _ => "x86_64-unknown-linux-gnu",
    }
}

/// Returns the compiler flags that the environment sets.
pub(crate) fn given() -> String {
    env::var("RUSTFLAGS").unwrap_or_default()
}

/// Returns the target folder of programs with these flags. Each set of flags has its own, so that
/// test processes do not replace each other's programs.
fn folder(flags: &str) -> PathBuf {
    let flags = flags.replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    folder.with_extension(flags)
}

/// Returns the command `cargo WORD` for a crate.
pub(crate) fn cargo(word: &str, crate_dir: &Path, profile: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([word, "--offline", "--target", target()]);
    cargo.args(["--profile", profile]).current_dir(crate_dir);
    cargo.env("CARGO_TARGET_DIR", folder(&given()));
    cargo
}

/// Replaces the compiler flags of the environment by these.
pub(crate) fn with_flags<'a>(cargo: &'a mut Command, flags: &str) -> &'a mut Command {
    cargo.env("CARGO_TARGET_DIR", folder(flags));
    cargo.env("RUSTFLAGS", flags)
}

/// Returns the path at which cargo puts a program.
pub(crate) fn path(profile: &str, name: &str) -> PathBuf {
    path_with_flags(&given(), profile, name)
}

/// Returns the path at which cargo puts a program that is built with these flags.
pub(crate) fn path_with_flags(flags: &str, profile: &str, name: &str) -> PathBuf {
    let profile = if profile == "dev" { "debug" } else { profile };
    folder(flags).join(target()).join(profile).join(name)
}

/// Returns the path of an example, which is built once in each test process.
pub(crate) fn example(name: &str, profile: &str) -> PathBuf {
    let mut build = cargo("build", Path::new(env!("CARGO_MANIFEST_DIR")), profile);
    build_once(build.args(["--locked", "--features", "rt", "--example", name]));
    path(profile, "examples").join(name)
}

/// Runs a build, unless this process has already run the same one. Cargo decides what is up to
/// date.
pub(crate) fn build_once(build: &mut Command) {
    static BUILT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    // The whole command, including its folder and its variables.
    let command = format!("{build:?}");
    if !built.contains(&command) {
        succeed(build);
        built.insert(command);
    }
}

/// Runs a command, which must succeed without warnings.
pub(crate) fn succeed(command: &mut Command) {
    let output = command.output().expect("cargo");
    let messages = String::from_utf8_lossy(&output.stderr);
    let fine = output.status.success() && !messages.contains("warning:");
    assert!(fine, "{command:?}\n{messages}");
}

/// Runs a program to its end. Returns its standard output, its standard error, and its status as a
/// shell reports it.
pub(crate) fn run(command: &mut Command) -> (String, String, Option<i32>) {
    let Output {
        stdout,
        stderr,
        status,
    } = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let code = status.code().or(status.signal().map(|signal| 128 + signal));
    (text(stdout), text(stderr), code)
}
