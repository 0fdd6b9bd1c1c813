//! What the sources of the oracles have: all constants of `linux-raw-sys`, so that what this crate lacks is found too, and
//! the names of what is no constant in `libc`.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::source::{files, ident};
use super::topic::normal;

/// Where cargo keeps the source of a dependency.
fn package(name: &str) -> PathBuf {
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

/// The integer constants of one module on this target, those of its enums among them.
pub(crate) fn kernel(module: &str) -> &'static BTreeMap<String, u64> {
    let module = modules().get(module);
    module.unwrap_or_else(|| panic!("linux-raw-sys has no such module"))
}

/// The constants of every module on this target.
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

/// `pub const NAME: type = 1;`, and in an enum `NAME = 1,`.
fn constants(text: &str) -> BTreeMap<String, u64> {
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

/// The functions and types of `libc`, and the macros of C that are functions there.
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

#[test]
fn the_module_is_this_targets() {
    // No number is the same on both.
    let here = linux_raw_sys::general::__NR_getpid;
    assert_eq!(kernel("general")["__NR_getpid"], here.into());
    assert_eq!(
        kernel("auxvec")["AT_HWCAP"],
        linux_raw_sys::auxvec::AT_HWCAP.into()
    );
    assert_eq!(kernel("general")["FSCONFIG_SET_FD"], 5);
}
