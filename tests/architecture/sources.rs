//! Rules for the source files that can be checked in their text.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the package's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file of the library.
pub(crate) struct Source {
    /// Its path under `src/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Returns all source files of the library, sorted by path.
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

/// Returns all handwritten Rust files: the library, its tests, its benchmarks and its examples.
fn written() -> Vec<PathBuf> {
    let mut files = vec![root().join("build.rs")];
    for folder in ["src", "tests", "benches", "examples", "fuzz/fuzz_targets"] {
        collect(&root().join(folder), &mut files);
    }
    files.retain(|file| !file.components().any(|part| part.as_os_str() == "target"));
    files
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long = |file: &PathBuf| {
        let lines = fs::read_to_string(file).unwrap().lines().count();
        (lines > 500).then(|| format!("{}: {lines}", file.display()))
    };
    let long = Vec::from_iter(written().iter().filter_map(long));
    assert!(
        long.is_empty(),
        "files above 500 lines; turn them into folders: {long:#?}"
    );
}

/// Comments everywhere, and the code of the library and the examples. `rustfmt` keeps code
/// elsewhere as short, except strings and the rows of macros. A link and a row of a table cannot be
/// broken.
#[test]
fn no_line_is_wider_than_100_columns() {
    let mut wide = Vec::new();
    for file in written() {
        let path = file.strip_prefix(root()).unwrap();
        let strict = path.starts_with("src") || path.starts_with("examples");
        for (number, line) in (1..).zip(fs::read_to_string(&file).unwrap().lines()) {
            let text = line.trim_start();
            let comment = text.starts_with("//");
            let whole = comment
                && (text.contains("](http") || text.contains("/ |") || text.contains("! |"));
            let string = text.starts_with('"') || text.contains(" = \"");
            if line.chars().count() > 100 && (comment || strict) && !whole && !string {
                wide.push(format!("{}:{number}", path.display()));
            }
        }
    }
    assert!(wide.is_empty(), "{wide:#?}");
}

/// Enums are non-exhaustive, so a `match` in another crate has an arm for variants that a later
/// version adds.
#[test]
fn enums_may_grow() {
    // `fork` returns in the parent and in the child, and nowhere else.
    const COMPLETE: [&str; 1] = ["Fork"];
    for Source { path, text } in sources() {
        let mut before = "";
        for line in text.lines() {
            if let Some(rest) = line.trim_start().strip_prefix("pub enum ") {
                let name = rest.split(' ').next().unwrap();
                let grows = before.trim_start() == "#[non_exhaustive]";
                assert!(grows != COMPLETE.contains(&name), "src/{path}: {name}");
            }
            before = line;
        }
    }
}

/// Returns the names that a `use` in `text` imports from `module`, such as `crate::types::`.
fn imports<'a>(text: &'a str, module: &str) -> Vec<&'a str> {
    let mut names = Vec::new();
    for statement in text.split("\nuse ").skip(1) {
        let statement = statement.split(';').next().unwrap();
        let Some(path) = statement.strip_prefix(module) else {
            continue;
        };
        let (_, list) = path.rsplit_once("::").unwrap_or(("", path));
        let list = list.trim_matches(['{', '}']).split(',');
        names.extend(
            list.map(str::trim)
                .filter(|name| name.starts_with(char::is_uppercase)),
        );
    }
    names
}

/// A topic re-exports the types that its signatures use, so that a program needs no other module.
#[test]
fn topics_export_what_they_use() {
    // These traits only bound parameters, so no caller has to name them.
    const BOUNDS: [&str; 3] = ["AsFd", "Buffer", "BufferOrSize"];
    let sources = sources();
    let mut missing = Vec::new();
    for topic in super::layers::TOPICS {
        let own = |source: &&Source| source.path.starts_with(&format!("{topic}/"));
        let exports = |name: &str| {
            sources.iter().filter(own).any(|source| {
                let exported = source.text.split("\npub use ").skip(1);
                let mut exported = exported.map(|rest| rest.split(';').next().unwrap());
                source.path.ends_with("/mod.rs")
                    && exported.any(|list| {
                        let word = |c: char| !c.is_alphanumeric() && c != '_';
                        list.split(word).any(|part| part == name)
                    })
            })
        };
        for Source { path, text } in sources.iter().filter(own) {
            let mut signatures = String::new();
            for item in text
                .split("\npub ")
                .skip(1)
                .chain(text.split("\n    pub ").skip(1))
            {
                // Associated constants, such as those of `Request`, are not signatures.
                if !item.starts_with("const ") {
                    signatures += item.split(['{', ';', '=']).next().unwrap();
                }
            }
            let mut names = imports(text, "crate::fd::");
            names.extend(imports(text, "crate::types::"));
            for name in names {
                let word = |c: char| !c.is_alphanumeric() && c != '_';
                let used = signatures.split(word).any(|part| part == name);
                if used && !BOUNDS.contains(&name) && !exports(name) {
                    missing.push(format!("{topic}::{name}, which src/{path} uses"));
                }
            }
        }
    }
    missing.sort();
    assert!(missing.is_empty(), "no `pub use` for {missing:#?}");
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

/// `cfg(target_…)` is used only in `arch/mod.rs`, and `cfg(feature = …)` only before whole items.
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

/// The variable `STRACE` names the program, and only `tests/support/strace.rs` reads it.
#[test]
fn tests_run_the_strace_that_is_named() {
    let mut files = Vec::new();
    collect(&root().join("tests"), &mut files);
    let direct = concat!("new(\"", "strace\")");
    let runs = |path: &&PathBuf| fs::read_to_string(path).unwrap().contains(direct);
    assert_eq!(
        files.iter().find(runs),
        None,
        "a test starts strace without tests/support/strace.rs"
    );
}
