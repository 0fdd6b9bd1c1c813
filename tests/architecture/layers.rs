//! A module uses only modules to its left, and topics never import each other.

use super::sources::{Source, sources};

/// The layers from left to right. All topics are in one layer.
const LAYERS: [&[&str]; 11] = [
    &["sysno", "errno"],
    &["arch"],
    &["raw"],
    &["arg"],
    &["sys"],
    &["fd", "types"],
    &["auxv"],
    &["vdso"],
    TOPICS,
    &["rt"],
    &["calls"],
];

pub(crate) const TOPICS: &[&str] = &[
    "event", "fs", "io", "mm", "process", "random", "signal", "system", "thread", "time", "tty",
];

/// The two uses that point to the right: the gate's first target reads the auxiliary vector for the
/// kernel's address, and a macro that programs expand names a symbol by its public path.
const BACK: [(&str, &str); 2] = [
    ("arch/i686/vsyscall.rs", "auxv"),
    ("arch/i686/start.rs", "raw"),
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Returns the modules that a text imports or names, each with its line number.
fn uses(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            found.push((number + 1, &rest[..end]));
        }
    }
    found
}

#[test]
fn arrows_point_left() {
    for Source { path, text } in sources() {
        if path == "lib.rs" {
            continue;
        }
        let own = path.split(['/', '.']).next().unwrap();
        let own_layer = layer(own).unwrap_or_else(|| panic!("src/{path} has no layer"));
        for (line, module) in uses(&text) {
            // Items that `lib.rs` re-exports, macros, and the module itself have no layer.
            let Some(used) = layer(module) else { continue };
            let neighbours = used == own_layer && LAYERS[used] != TOPICS;
            let back = BACK.contains(&(path.as_str(), module));
            assert!(
                module == own || used < own_layer || neighbours || back,
                "src/{path}:{line}: {own} uses {module}",
            );
        }
    }
}

#[test]
fn each_arrow_back_is_there() {
    let sources = sources();
    for (path, module) in BACK {
        let source = sources.iter().find(|source| source.path == path);
        let source = source.unwrap_or_else(|| panic!("src/{path} does not exist"));
        assert!(
            uses(&source.text).iter().any(|(_, used)| *used == module),
            "src/{path} no longer uses {module}"
        );
    }
}

#[test]
fn lib_is_docs_and_modules() {
    let sources = sources();
    let lib = sources
        .iter()
        .find(|source| source.path == "lib.rs")
        .unwrap();
    for line in lib.text.lines() {
        let word = line.trim_start();
        let fits = [
            "//",
            "#",
            "mod ",
            "pub mod ",
            "pub use ",
            "extern crate ",
            "compile_error!",
            "\"",
            ");",
        ];
        assert!(
            word.is_empty() || fits.iter().any(|start| word.starts_with(start)),
            "src/lib.rs: {line}"
        );
    }
}
