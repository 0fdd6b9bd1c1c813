//! Several versions of the crate in one program, as happens if two dependencies require different
//! ones. No version may use another's symbols, and each must work.

#[path = "support"]
mod support {
    pub(crate) mod elf;
    pub(crate) mod program;
}
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use support::elf::Elf;
use support::program::{build_once, cargo, path, run};

/// The folder of the programs. Beside them are this version of the crate, the next one, and a
/// pre-release of this one.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let programs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("two_versions");
    let version = env!("CARGO_PKG_VERSION");
    let release = version
        .split_once('-')
        .map_or(version, |(release, _)| release);
    let (rest, patch) = release.rsplit_once('.').unwrap();
    let next = format!("{rest}.{}", patch.parse::<u32>().unwrap() + 1);
    // A pre-release only differs after the three numbers.
    let before = format!("{release}-alpha-1.2");
    let lock = fs::read(root.join("Cargo.lock")).unwrap();
    for (program, parts) in [
        ("freestanding", &["src", "Cargo.toml", "build.rs"][..]),
        ("hosted", &["src", "Cargo.toml"]),
    ] {
        let (from, to) = (root.join("tests/two_versions"), programs.join(program));
        link(&from.join(program), &to, parts);
        // Cargo keeps the entries that still fit: the versions of the dependencies.
        fs::write(to.join("Cargo.lock"), &lock).unwrap();
    }
    for (folder, other) in [("first", version), ("second", &next), ("third", &before)] {
        let folder = programs.join(folder);
        link(root, &folder, &["src", "build.rs", "examples"]);
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let line = |version| format!("\nversion = \"{version}\"\n");
        assert_eq!(manifest.matches(&line(version)).count(), 1);
        let manifest = manifest.replace(&line(version), &line(other));
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    }
    programs
});

/// Fills a folder with links to parts of another one. Links that are already right are kept, so
/// that cargo sees no change.
fn link(from: &Path, to: &Path, parts: &[&str]) {
    fs::create_dir_all(to).unwrap();
    for part in parts {
        let (from, to) = (from.join(part), to.join(part));
        if fs::read_link(&to).is_ok_and(|old| old == from) {
            continue;
        }
        let _ = fs::remove_file(&to);
        symlink(from, to).unwrap();
    }
}

/// Without and with optimisation, and without and with all versions in one module.
const PROFILES: [&str; 2] = ["dev", "lto"];

/// Builds a program, runs it, and compares its output with the gates that each version must have
/// found.
fn check(name: &str, profile: &str) {
    let crate_dir = PROGRAMS.join(name);
    build_once(&mut cargo("build", &crate_dir, profile));
    let program = path(profile, &format!("versions_{name}"));
    let (out, err, status) = run(&mut Command::new(&program));
    assert_eq!(status, Some(0), "{profile}: {err}");
    let last = if name == "hosted" {
        "true true"
    } else {
        "true 1"
    };
    let expected = format!("{last}\ntrue true\ntrue true\n[Some(4096), Some(4096), Some(4096)]\n");
    assert_eq!(out, expected, "{profile}: {err}");
    let gates: Vec<&str> = err.lines().collect();
    match (std::env::consts::ARCH, &gates[..]) {
        ("x86_64", ["Syscall", "Syscall", "Syscall"]) => {}
        // The versions that did not start the program have looked up the gate themselves.
        ("x86", [one, second, third]) if one == second && one == third => {}
        _ => panic!("{profile}: {err}"),
    }
    if name == "freestanding" {
        Elf::read(&program).assert_static_and_safe(profile);
    }
}

#[test]
fn freestanding() {
    for profile in PROFILES {
        check("freestanding", profile);
    }
}

#[test]
fn hosted() {
    for profile in PROFILES {
        check("hosted", profile);
    }
}
