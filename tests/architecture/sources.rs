//! The source files as text.

use std::fs;
use std::path::{Path, PathBuf};

/// The package's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file of the library.
pub(crate) struct Source {
    /// Its path below `src/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All of them, sorted.
pub(crate) fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    let source = |path: PathBuf| Source {
        text: fs::read_to_string(&path).unwrap(),
        path: path
            .strip_prefix(&src)
            .unwrap()
            .to_str()
            .unwrap()
            .to_string(),
    };
    files.into_iter().map(source).collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn no_file_is_longer_than_600_lines() {
    for Source { path, text } in sources() {
        let lines = text.lines().count();
        assert!(lines <= 600, "src/{path} has {lines} lines");
    }
}

#[test]
fn no_file_is_named_for_nothing() {
    for Source { path, .. } in sources() {
        for name in [
            "util", "utils", "common", "helper", "helpers", "misc", "syscalls",
        ] {
            let named = path.split(['/', '.']).any(|part| part == name);
            assert!(!named, "src/{path}");
        }
    }
}

/// `cfg(target_…)` stands in `arch/mod.rs` alone, and `cfg(feature = …)` before whole items.
#[test]
fn conditions_stand_where_they_belong() {
    let items = [
        "pub",
        "fn",
        "mod",
        "use",
        "static",
        "const",
        "impl",
        "struct",
        "enum",
        "trait",
        "type",
        "unsafe",
        "extern",
        "macro_rules!",
        "compile_error!",
        "#[",
        "///",
    ];
    for Source { path, text } in sources() {
        for (number, line) in text.lines().enumerate() {
            let place = format!("src/{path}:{}: {line}", number + 1);
            let code = line.trim_start();
            let asks_target =
                code.contains("cfg") && code.contains("target_") && !code.starts_with("//");
            assert!(!asks_target || path == "arch/mod.rs", "{place}");
            if code.starts_with("#[cfg(") {
                let next = text
                    .lines()
                    .nth(number + 1)
                    .unwrap_or_default()
                    .trim_start();
                assert!(
                    items.iter().any(|item| next.starts_with(item)),
                    "{place}\n{next}"
                );
            }
        }
    }
}

/// `STRACE` names the program, and tests/strace is where it counts.
#[test]
fn tests_run_the_strace_that_is_named() {
    let mut files = Vec::new();
    collect(&root().join("tests"), &mut files);
    let direct = concat!("new(\"", "strace\")");
    let runs = |path: &&PathBuf| fs::read_to_string(path).unwrap().contains(direct);
    assert_eq!(files.iter().find(runs), None, "runs it past tests/strace");
}
