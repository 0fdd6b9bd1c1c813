//! Runs the program with the vDSO hidden by a tracer, and without any auxiliary vector.

use super::report::{Report, command, slowest};
use crate::support::hide::{self, AT_SYSINFO, AT_SYSINFO_EHDR};
use crate::support::skip;

#[test]
fn no_vdso() {
    let all = [AT_SYSINFO, AT_SYSINFO_EHDR];
    for entries in [&all[..], &all[..1], &all[1..]] {
        match hide::run(command(), entries) {
            Err(error) => skip::skip("selftest::no_vdso", format_args!("ptrace: {error}")),
            Ok((found, output)) => {
                let report = Report::read(&output);
                report.expect_ok("selftest::no_vdso");
                if entries.contains(&AT_SYSINFO) {
                    assert_eq!(report.gate, slowest());
                }
                // The kernel may provide neither entry.
                assert!(found <= entries.len());
            }
        }
    }
}

/// The program does not need any entry of the vector.
#[test]
fn no_auxiliary_vector() {
    match hide::run(command(), &(2..64).collect::<Vec<_>>()) {
        Err(error) => skip::skip(
            "selftest::no_auxiliary_vector",
            format_args!("ptrace: {error}"),
        ),
        Ok((found, output)) => {
            assert!(found > 10);
            let mut report = Report::read(&output);
            assert_eq!(report.gate, slowest());
            assert!(report.failed.is_empty(), "{report:#?}");
            let usual = Report::read(&command().output().unwrap()).skipped;
            report.skipped.retain(|line| !usual.contains(line));
            assert_eq!(report.skipped, ["execve: no AT_EXECFN"]);
        }
    }
}
