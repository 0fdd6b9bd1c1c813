//! The strace that the tests run: the program that the variable `STRACE` names, or `strace`.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::env;
use std::ffi::OsString;
use std::process::Command;

use super::skip::skip;

/// Returns the program's name or path.
pub(crate) fn name() -> OsString {
    env::var_os("STRACE").unwrap_or_else(|| "strace".into())
}

/// Returns a command that runs strace.
pub(crate) fn strace() -> Command {
    Command::new(name())
}

/// Returns why strace cannot trace here: it is not installed, or the kernel refuses ptrace.
///
/// Panics if `STRACE` names a program that does not start, because setting `STRACE` must not lead
/// to fewer tests.
pub(crate) fn missing() -> Option<String> {
    let tried = strace().args(["-o", "/dev/null", "true"]).output();
    match tried {
        Err(error) if env::var_os("STRACE").is_some() => panic!("STRACE={:?}: {error}", name()),
        Err(error) => Some(format!("strace: {error}")),
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().into()),
    }
}

/// Returns whether strace can trace here. If not, `test` is skipped.
pub(crate) fn here(test: &str) -> bool {
    let missing = missing();
    if let Some(why) = &missing {
        skip(test, why);
    }
    missing.is_none()
}

/// Returns its release, such as `(6, 1)`, from the first line of `strace -V`.
pub(crate) fn version() -> (u32, u32) {
    let output = strace().arg("-V").output().expect("strace");
    let text = String::from_utf8_lossy(&output.stdout);
    let word = text.lines().next().and_then(|line| line.split(' ').nth(3));
    word.and_then(release)
        .unwrap_or_else(|| panic!("no release of strace in {text}"))
}

/// Returns the first two numbers of a release.
pub(crate) fn release(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    let mut number = || numbers.next()?.parse().ok();
    Some((number()?, number()?))
}
