//! Starts the program normally and under strace.

use std::process::{Command, Stdio};

use super::report::{Report, command, fastest, program, slowest};
use crate::support::program::example;
use crate::support::strace;

#[test]
fn every_check() {
    let output = command().output().unwrap();
    let report = Report::read(&output);
    report.expect_ok("selftest::every_check");
    assert_eq!(report.gate, fastest());
    assert_eq!(output.stderr, b"");
}

/// The unoptimised build, in which every function is called and the stack is deep.
#[test]
fn unoptimised() {
    let program = example("selftest", "dev");
    let report = Report::read(&Command::new(program).output().unwrap());
    report.expect_ok("selftest::unoptimised");
    assert_eq!(report.gate, fastest());
}

#[test]
fn by_the_other_gate() {
    let output = command().arg("--int80").output().unwrap();
    if cfg!(target_arch = "x86_64") {
        assert_eq!(output.status.code(), Some(2), "x86_64 has no other gate");
        return;
    }
    let report = Report::read(&output);
    report.expect_ok("selftest::by_the_other_gate");
    assert_eq!(report.gate, slowest());
}

#[test]
fn under_strace() {
    if !strace::here("selftest::under_strace") {
        return;
    }
    let mut strace = strace::strace();
    strace.args(["-f", "-qq", "-o", "/dev/null"]).arg(program());
    let report = Report::read(&strace.output().unwrap());
    report.expect_ok("selftest::under_strace");
    assert_eq!(report.gate, fastest());
}

#[test]
fn some_checks() {
    let run = |names: &[&str]| command().arg("--check").args(names).output().unwrap();
    let output = run(&["clocks", "fork"]);
    let expected = format!(
        "gate {}\nok clocks\nok fork\n2 passed, 0 failed, 0 skipped\n",
        fastest()
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(run(&["no such check"]).status.code(), Some(1));
}

#[test]
fn words_that_mean_nothing() {
    let run = |word: &str| command().arg(word).stderr(Stdio::null()).status().unwrap();
    assert_eq!(run("--exit=43").code(), Some(43));
    assert_eq!(run("io::nothing").code(), Some(2));
    assert_eq!(run("").code(), Some(2));
}
