//! Runs the program under a seccomp filter that rejects one call. Only checks that make the call
//! may notice.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Output;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::{env, fs, thread};

use trapgate::{Errno, Sysno};

use super::report::{Report, checks, command, program};
use crate::support::filter::{self, Filter, number};
use crate::support::{skip, strace};

/// Calls without which the program cannot start, print or exit.
const NEEDED: [&str; 3] = ["execve", "write", "exit_group"];

/// Runs the program with a filter under which `calls` return an error.
fn refusing(calls: &[&str], errno: i32, args: &[&str]) -> io::Result<Output> {
    let mut command = command();
    command.args(args);
    let refused = calls.iter().map(|call| number(call));
    Filter::new(refused, filter::errno(errno), filter::ALLOW).before(&mut command);
    command.output()
}

/// The reason why no filter can be installed, if there is one.
fn missing() -> Option<String> {
    refusing(&[], 0, &["--exit=0"])
        .err()
        .map(|error| format!("seccomp: {error}"))
}

/// Maps each system call to the checks that make it, according to strace.
fn users() -> BTreeMap<String, BTreeSet<String>> {
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("selftest-users");
    let mut users = BTreeMap::<String, BTreeSet<String>>::new();
    for check in checks() {
        let mut strace = strace::strace();
        strace
            .args(["-f", "-qq", "-o"])
            .arg(&log)
            .arg(program())
            .args(["--check", &check]);
        let output = strace.output().unwrap();
        assert!(!output.stdout.is_empty(), "{output:?}");
        let text = fs::read_to_string(&log).unwrap();
        // The calls at the program's start belong to no particular check.
        let start = text.find("\"gate ").expect("the first line");
        for line in text[start..].lines().skip(1) {
            let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            let call = call.split('(').next().unwrap_or_default();
            if Sysno::from_name(call).is_some() && !NEEDED.contains(&call) {
                users.entry(call.into()).or_default().insert(check.clone());
            }
        }
    }
    users
}

#[test]
fn each_call_refused() {
    if let Some(why) = missing() {
        return skip::skip("selftest::each_call_refused", why);
    }
    if !strace::here("selftest::each_call_refused") {
        return;
    }
    let users = users();
    assert!(users.len() > 75, "{users:?}");
    let unfiltered = Report::read(&refusing(&[], 0, &[]).unwrap());
    let before = unfiltered.others();
    let refused: BTreeSet<String> = before.iter().map(|&check| check.into()).collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let users = Vec::from_iter(&users);
    let work = || {
        while let Some((call, checks)) = users.get(next.fetch_add(1, Relaxed)) {
            for errno in [libc::ENOSYS, libc::EPERM] {
                let report = Report::read(&refusing(&[call], errno, &[]).unwrap());
                let others = report.others();
                // A check cannot observe whether `sched_yield` took effect, and the kernel may lack
                // or reject the call anyway.
                let unseen = *call == "sched_yield" || checks.is_subset(&refused);
                if report == unfiltered && !unseen {
                    wrong
                        .lock()
                        .unwrap()
                        .push(format!("{call}, {errno}: no check noticed"));
                }
                let touched = |check: &&&str| checks.contains(**check) || before.contains(**check);
                if others.iter().filter(touched).count() != others.len() {
                    wrong
                        .lock()
                        .unwrap()
                        .push(format!("{call}, {errno}: {others:?}, not of {checks:?}"));
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A check whose call is rejected is skipped and prints the reason. Calls served by the vDSO are
/// not filtered (the check `sleep` reads such a clock).
#[test]
fn a_refusal_has_its_name() {
    if let Some(why) = missing() {
        return skip::skip("selftest::a_refusal_has_its_name", why);
    }
    let clock = if cfg!(target_arch = "x86") {
        "clock_gettime64"
    } else {
        "clock_gettime"
    };
    let unfiltered = Report::read(&refusing(&[], 0, &[]).unwrap());
    for error in [Errno::NOSYS, Errno::PERM] {
        let why = format!("{error} ({error:?})");
        let report = Report::read(&refusing(&["getrandom", clock], error.raw(), &[]).unwrap());
        let expected = [
            format!("random: getrandom: {why}"),
            format!("clocks: clock_gettime: {why}"),
            format!("clock_errors: clock_gettime: {why}"),
        ];
        assert!(
            expected.iter().all(|line| report.skipped.contains(line)),
            "{report:#?}"
        );
        // Without the filter, the machine may already reject another call of one of these checks.
        let mut others = unfiltered.others();
        others.extend(["random", "clocks", "clock_errors"]);
        assert_eq!(report.others(), others, "{report:#?}");
        assert!(report.failed.is_empty(), "{report:#?}");
    }
}

/// If every write fails, the program still reaches its end.
#[test]
fn output_refused() {
    if let Some(why) = missing() {
        return skip::skip("selftest::output_refused", why);
    }
    for errno in [libc::ENOSYS, libc::EPERM] {
        let output = refusing(&["write"], errno, &[]).unwrap();
        assert_eq!(output.status.signal(), None);
        assert_eq!(output.stdout, b"");
    }
}

/// The highest call number of Linux 5.1, on both targets.
const LAST: u32 = 427;

/// A filter that rejects every call newer than Linux 5.1, the oldest kernel that this crate
/// supports.
#[test]
fn nothing_newer_than_5_1() {
    if let Some(why) = missing() {
        return skip::skip("selftest::nothing_newer_than_5_1", why);
    }
    let newer: Vec<&str> = Sysno::all()
        .filter(|call| call.raw() > LAST)
        .filter_map(Sysno::name)
        .collect();
    assert!(newer.contains(&"openat2"));
    let report = Report::read(&refusing(&newer, libc::ENOSYS, &[]).unwrap());
    assert!(report.failed.is_empty(), "{report:#?}");
    assert!(report.others().contains("files"), "{report:#?}");
}
