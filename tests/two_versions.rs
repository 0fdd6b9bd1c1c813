//! Versions of the crate in one program, which happens as soon as two dependencies disagree: no symbol of the one is the
//! other's, and each works.

#[path = "support"]
mod support {
    pub(crate) mod elf;
    pub(crate) mod program;
}
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{fs, io};

use support::elf::Elf;
use support::program::{cargo, path, run, succeed};

/// The programs, and beside them this version of the crate, the next, and a pre-release of this one.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let programs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("versions");
    let version = env!("CARGO_PKG_VERSION");
    let release = version
        .split_once('-')
        .map_or(version, |(release, _)| release);
    let (rest, patch) = release.rsplit_once('.').unwrap();
    let next = format!("{rest}.{}", patch.parse::<u32>().unwrap() + 1);
    // All that differs is behind the three numbers.
    let before = format!("{release}-alpha-1.2");
    copy(&root.join("tests/two_versions"), &programs).unwrap();
    let lock = fs::read(root.join("Cargo.lock")).unwrap();
    for program in ["freestanding", "hosted"] {
        // Cargo keeps what fits: the versions of the dependencies.
        write(&programs.join(program).join("Cargo.lock"), &lock).unwrap();
    }
    for (folder, other) in [("first", version), ("second", &next), ("third", &before)] {
        let folder = programs.join(folder);
        for part in ["src", "examples"] {
            copy(&root.join(part), &folder.join(part)).unwrap();
        }
        write(
            &folder.join("build.rs"),
            &fs::read(root.join("build.rs")).unwrap(),
        )
        .unwrap();
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let line = |version| format!("\nversion = \"{version}\"\n");
        assert_eq!(manifest.matches(&line(version)).count(), 1);
        let manifest = manifest.replace(&line(version), &line(other));
        write(&folder.join("Cargo.toml"), manifest.as_bytes()).unwrap();
    }
    programs
});

/// Makes a folder the copy of another.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let old = entry?.path();
        let name = old.file_name().unwrap_or_default();
        match old.is_dir() {
            // What is no folder any more goes, and what is one now.
            true if !from.join(name).is_dir() => fs::remove_dir_all(&old)?,
            false if !from.join(name).is_file() => fs::remove_file(&old)?,
            _ => {}
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            write(&target, &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Writes a file unless it is there already, so that cargo sees no change where there is none.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes)
}

const PROFILES: [&str; 3] = ["dev", "release", "lto"];

/// Builds a program, runs it, and holds what it says against the gates that each version must have found.
fn check(name: &str, profile: &str) {
    let crate_dir = PROGRAMS.join(name);
    succeed(&mut cargo("build", &crate_dir, profile));
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
        // The versions that did not start the program have found out.
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
