//! Everything that the sources of `linux-raw-sys` and `libc` declare, so that a test also finds
//! what this crate lacks.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Returns an integer in one form, whatever its width and sign: a negative 32-bit number becomes
/// its 32 bits.
pub(crate) fn normal(value: i128) -> u64 {
    let bits = value as u64;
    match i32::try_from(bits as i64) {
        Ok(negative) if negative < 0 => u64::from(negative as u32),
        _ => bits,
    }
}

/// Returns the identifier at the start of a text.
pub(crate) fn ident(text: &str) -> Option<&str> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !word(c))
        .next()
        .filter(|ident| !ident.is_empty())
}

/// Returns the Rust files in a folder and its subfolders.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Returns the folder in which cargo keeps the source of a dependency.
pub(crate) fn package(name: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--offline", "--format-version", "1"]);
    let output = cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let folder = format!("/{name}-");
    let mut paths = text
        .split(r#""manifest_path":""#)
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let path = paths
        .find(|path| path.contains(&folder))
        .unwrap_or_else(|| panic!("no {name}"));
    Path::new(path).parent().unwrap().to_path_buf()
}

/// Returns the integer constants of one module on this target, including those of its enums.
pub(crate) fn kernel(module: &str) -> &'static BTreeMap<String, u64> {
    let module = modules().get(module);
    module.unwrap_or_else(|| panic!("linux-raw-sys has no such module"))
}

/// Returns the constants of every module on this target.
pub(crate) fn modules() -> &'static BTreeMap<String, BTreeMap<String, u64>> {
    static MODULES: OnceLock<BTreeMap<String, BTreeMap<String, u64>>> = OnceLock::new();
    MODULES.get_or_init(|| {
        let folder = package("linux-raw-sys").join("src").join(env::consts::ARCH);
        let files = fs::read_dir(folder).unwrap();
        let modules = files.map(|entry| {
            let file = entry.unwrap().path();
            let name = file.file_stem().unwrap().to_str().unwrap();
            (name.into(), constants(&fs::read_to_string(&file).unwrap()))
        });
        modules.collect()
    })
}

/// Returns the integers that a file declares: `pub const NAME: type = 1;`, and in an enum `NAME =
/// 1,`.
pub(crate) fn constants(text: &str) -> BTreeMap<String, u64> {
    let lines = text.lines().filter_map(|line| {
        let (name, value) = match line.strip_prefix("pub const ") {
            Some(rest) => {
                let (name, rest) = rest.split_once(": ")?;
                (name, rest.strip_suffix(';')?.split_once(" = ")?.1)
            }
            None => line.strip_suffix(',')?.split_once(" = ")?,
        };
        Some((name.to_string(), normal(value.parse().ok()?)))
    });
    lines.collect()
}

/// Returns the functions and types of `libc`, including C macros that are functions there.
pub(crate) fn functions() -> &'static BTreeSet<String> {
    static FUNCTIONS: OnceLock<BTreeSet<String>> = OnceLock::new();
    FUNCTIONS.get_or_init(|| {
        let mut found = BTreeSet::new();
        for file in files(&package("libc").join("src/unix")) {
            let text = fs::read_to_string(file).unwrap();
            for keyword in ["fn ", "struct ", "type "] {
                let names = text.split(keyword).skip(1).filter_map(ident);
                found.extend(names.map(String::from));
            }
        }
        found
    })
}
