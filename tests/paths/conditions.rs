//! The example `paths` when something is missing, forbidden or watched.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use crate::paths::program::{
    ROWS, Row, X86_64, command, file, parse, stdout, text, titled, vdso_asks,
};
use crate::support::filter::{self, CLOCKS, Filter, clocks};
use crate::support::skip::skip;
use crate::support::strace;

const AUDIT_ARCH_I386: u32 = 0x4000_0003;
const AUDIT_ARCH_X86_64: u32 = 0xc000_003e;
const NATIVE: u32 = if X86_64 {
    AUDIT_ARCH_X86_64
} else {
    AUDIT_ARCH_I386
};

/// Makes the kernel kill the program if it makes one of these calls, or any call at all if `calls`
/// is empty, through this architecture's interface.
fn forbid(command: &mut Command, arch: u32, calls: Vec<u32>) {
    let other = if calls.is_empty() {
        filter::KILL
    } else {
        filter::ALLOW
    };
    let filter = Filter::new(calls, filter::KILL, other);
    filter.of(arch).before(command);
}

#[track_caller]
fn ok(row: &Row) {
    let name = format!("{},{}", row.path, row.call);
    let lacks = row.status == "the vDSO has no __vdso_clock_getres_time64";
    assert!(row.status == "ok" || lacks, "{name}: {}", row.status);
}

/// Kills the program if it makes a call for a clock: the rows of the vDSO, and everything around
/// them, make none.
#[test]
fn vdso_rows_without_a_clock_call() {
    if let Some(why) = vdso_asks() {
        return skip("vdso_rows_without_a_clock_call", why);
    }
    let mut paths = command("paths", "--rows vdso --rounds 3 --csv");
    forbid(&mut paths, NATIVE, clocks());
    let (_, rows) = parse(&stdout(&mut paths));
    assert_eq!(rows.len(), 7);
    rows.iter().for_each(ok);
}

#[test]
fn strace_of_the_vdso_rows() {
    if let Some(why) = vdso_asks() {
        return skip("strace_of_the_vdso_rows", why);
    }
    let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join("paths.strace");
    if !strace::here("strace_of_the_vdso_rows") {
        return;
    }
    let mut strace = strace::strace();
    strace.args(["-f", "-o"]).arg(&log).arg(file("paths"));
    let output = strace
        .args(["--rows", "vdso", "--rounds", "3"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let log = fs::read_to_string(log).unwrap();
    // A line of the log is `PID NAME(…`.
    assert!(log.contains(" write(1, "), "{log}");
    for call in CLOCKS {
        assert!(!log.contains(&format!(" {call}(")), "{log}");
    }
}

/// A row whose path is forbidden states that, and the others have numbers.
#[test]
fn clock_calls_forbidden() {
    if let Some(why) = vdso_asks() {
        return skip("clock_calls_forbidden", why);
    }
    let mut paths = command("paths", "--rounds 3 --csv");
    forbid(&mut paths, NATIVE, clocks());
    let (_, rows) = parse(&stdout(&mut paths));
    for row in rows {
        let native = !X86_64 || row.path != "int80";
        if native && row.path != "vdso" && row.call == "clock_gettime" {
            assert_eq!(row.status, "the kernel does not take it: SIGSYS");
            assert!(row.numbers.is_empty());
        } else {
            ok(&row);
        }
    }
}

/// A kernel that rejects 32-bit calls from a 64-bit program.
#[cfg(target_arch = "x86_64")]
#[test]
fn int80_forbidden() {
    let mut paths = command("paths", "--rounds 3 --csv");
    forbid(&mut paths, AUDIT_ARCH_I386, vec![]);
    let (_, rows) = parse(&stdout(&mut paths));
    let (int80, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.path == "int80");
    assert_eq!(int80.len(), 3);
    for row in int80 {
        assert_eq!(row.status, "the kernel does not take it: SIGSYS");
    }
    others.into_iter().for_each(ok);
    let mut paths = command("paths", "--rounds 3");
    forbid(&mut paths, AUDIT_ARCH_I386, vec![]);
    let table = stdout(&mut paths);
    assert!(
        table.contains("  - the kernel does not take it: SIGSYS\n"),
        "{table}"
    );
}

/// Process 1 of a system in which nothing is mounted and no other file exists.
#[test]
fn process_1_with_nothing_mounted() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nothing");
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    for example in ["paths", "vdso"] {
        // A hard link, not a copy, because a newly written file is busy while a child of another
        // test also has it open.
        fs::hard_link(file(example), root.join(example)).unwrap();
    }
    let unshare = |words: &str| {
        let mut unshare = Command::new("unshare");
        // SAFETY: geteuid has no arguments and no effect.
        if unsafe { libc::geteuid() } != 0 {
            unshare.args(["--user", "--map-root-user"]);
        }
        unshare.args(["--fork", "--pid"]);
        unshare.arg(format!("--root={}", root.display()));
        unshare.args(words.split(' ')).output()
    };
    // The kernel passes its own parameters as arguments, too.
    let output = match unshare("/paths quiet panic=-1 --end=exit --rounds 3") {
        Ok(output) if !output.stdout.is_empty() => output,
        Ok(output) => {
            return skip(
                "process_1_with_nothing_mounted",
                text(&output.stderr).trim(),
            );
        }
        Err(error) => {
            return skip(
                "process_1_with_nothing_mounted",
                format_args!("unshare: {error}"),
            );
        }
    };
    let table = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        table.contains("\nclock source  unknown: /sys is not mounted\n"),
        "{table}"
    );
    assert!(
        table.contains("\nmitigations   unknown: /sys is not mounted\n"),
        "{table}"
    );
    for call in ROWS.iter().flat_map(|(_, calls)| *calls) {
        assert!(table.contains(&titled(call)), "{call}: {table}");
    }

    let output = unshare("/vdso").unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    assert!(
        shown.contains("\nno /proc/self/maps: /proc is not mounted\n"),
        "{shown}"
    );
    assert!(shown.contains("LINUX_2.6"), "{shown}");
}

/// A process that may not read the time stamp counter prints a message and is not killed by a
/// signal.
#[test]
fn counter_forbidden() {
    let mut paths = command("paths", "--rounds 3");
    let refuse = || {
        const PR_TSC_SIGSEGV: i32 = 2;
        // SAFETY: the call accesses no memory, and nothing reads the counter before exec.
        match unsafe { libc::prctl(libc::PR_SET_TSC, PR_TSC_SIGSEGV) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    };
    // SAFETY: the closure makes one system call.
    unsafe { paths.pre_exec(refuse) };
    let output = paths.output().unwrap();
    let message = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert_eq!(
        message,
        "paths: this process may not read the time stamp counter\n"
    );
}
