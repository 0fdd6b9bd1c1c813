//! Which path into the kernel the gate holds in each kind of program. All the programs enable `rt`,
//! which must not change the path; only `entry!` does.

#[path = "support"]
mod support {
    pub(crate) mod hide;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
}
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::program::{build_once, cargo, given, path_with_flags, run, with_flags};
use support::skip::skip;

/// Returns the fastest path on this machine, as the programs name it.
fn fastest() -> &'static str {
    // SAFETY: `getauxval` accepts any number.
    let sysinfo = unsafe { libc::getauxval(support::hide::AT_SYSINFO as libc::c_ulong) };
    match env::consts::ARCH {
        "x86_64" => "Syscall",
        _ if cfg!(trapgate_int80) || sysinfo == 0 => "Int80",
        _ => "Vsyscall",
    }
}

/// Builds some targets of `tests/gate` with additional flags, and returns a function that maps a
/// file's name to its path.
fn build(wanted: &[&str], profile: &'static str, flags: &str) -> impl Fn(&str) -> PathBuf {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gate");
    let flags = format!("{} {flags}", given());
    let mut build = cargo("build", &crate_dir, profile);
    build_once(with_flags(&mut build, &flags).args(wanted).arg("--locked"));
    move |name| path_with_flags(&flags, profile, name)
}

const STATIC: &str = "-C target-feature=+crt-static";
const FIXED: &str = "-C relocation-model=static";

#[test]
fn with_std() {
    let fixed = [STATIC, FIXED].join(" ");
    for (profile, flags) in [
        ("dev", ""),
        ("release", ""),
        ("lto", ""),
        ("release", FIXED),
        ("release", STATIC),
        ("release", &fixed),
        ("lto", &fixed),
    ] {
        let path = build(&["--bin", "gate_hosted"], profile, flags);
        let (out, err, status) = run(&mut Command::new(path("gate_hosted")));
        let expected = format!("{}\n", fastest());
        assert_eq!(out, expected, "{profile} {flags}: {err}");
        assert_eq!(status, Some(0), "{profile} {flags}: {err}");
    }
}

#[test]
fn in_a_library_that_is_loaded() {
    for profile in ["dev", "release", "lto"] {
        let path = build(&["--lib", "--bin", "gate_hosted"], profile, "");
        let mut command = Command::new(path("gate_hosted"));
        let (out, err, status) = run(command.arg(path("libloaded.so")));
        let expected = format!("{0}\n{1}\n", fastest(), fastest() == "Vsyscall");
        assert_eq!(out, expected, "{profile}: {err}");
        assert_eq!(status, Some(0), "{profile}: {err}");
    }
}

/// Returns the names of the system calls in an strace log.
fn calls(trace: &str) -> Vec<&str> {
    let names = trace.lines().filter_map(|line| line.split_once('('));
    names.map(|(name, _)| name).collect()
}

#[test]
fn with_entry() {
    let traceable = support::strace::here("with_entry");
    for profile in ["dev", "release", "lto"] {
        let program = build(&["--bin", "gate_started"], profile, "")("gate_started");
        let (out, err, status) = run(&mut Command::new(&program));
        assert_eq!(
            (&*out, status),
            (&*format!("{}\n", fastest()), Some(0)),
            "{profile}: {err}"
        );
        match support::hide::run(Command::new(&program), &[support::hide::AT_SYSINFO]) {
            Ok((hidden, output)) => {
                let plain = if hidden == 0 { fastest() } else { "Int80" };
                let out = String::from_utf8_lossy(&output.stdout);
                assert_eq!(out, format!("{plain}\n"), "{profile}: {output:?}");
            }
            Err(error) => skip("with_entry", format_args!("ptrace: {error}")),
        }
        if !traceable {
            continue;
        }
        let mut command = support::strace::strace();
        let (_, trace, _) = run(command.args(["-qq", "-o", "/dev/stderr"]).arg(&program));
        assert_eq!(
            calls(&trace),
            ["execve", "write", "exit_group"],
            "{profile}: {trace}"
        );
    }
}

/// After `vdso::disable`, a vDSO may be unmapped, moved or replaced: no further call goes through
/// it, and `vdso::enable` reports that it is gone. If it is still mapped, `vdso::enable` finds it
/// again.
#[test]
fn after_the_vdso_went_away() {
    const TEST: &str = "after_the_vdso_went_away";
    let fixed = [STATIC, FIXED].join(" ");
    for (name, profile, flags) in [
        ("gate_hosted", "dev", ""),
        ("gate_hosted", "release", ""),
        ("gate_hosted", "lto", &fixed),
        ("gate_started", "dev", ""),
        ("gate_started", "release", ""),
        ("gate_started", "lto", ""),
    ] {
        let program = build(&["--bin", name], profile, flags)(name);
        for way in ["kept", "unused", "unmapped", "replaced", "moved"] {
            let (_, err, status) = run(Command::new(&program).args(["away", way]));
            match status {
                Some(77) => skip(TEST, format_args!("{way}: {}", err.trim())),
                _ => assert_eq!((&*err, status), ("", Some(0)), "{name} {profile} {way}"),
            }
        }
    }
}

/// If a supervisor hides an entry of the auxiliary vector, whether the program is privileged is
/// unknown, and is never reported as "no".
#[test]
fn without_an_entry_of_the_vector() {
    const TEST: &str = "without_an_entry_of_the_vector";
    const AT_SECURE: usize = 23;
    const AT_HWCAP2: usize = 26;
    let program = build(&["--bin", "gate_started"], "release", "")("gate_started");
    let mut command = Command::new(&program);
    let (out, err, status) = run(command.arg("auxv"));
    assert_eq!(
        (out.starts_with("true Some("), status),
        (true, Some(0)),
        "{out}{err}"
    );
    let mut command = Command::new(&program);
    command.arg("auxv");
    match support::hide::run(command, &[AT_SECURE, AT_HWCAP2]) {
        Ok((_, output)) => {
            let out = String::from_utf8_lossy(&output.stdout);
            assert_eq!(out, "true None Some(0)\n", "{output:?}");
        }
        Err(error) => skip(TEST, format_args!("ptrace: {error}")),
    }
}
