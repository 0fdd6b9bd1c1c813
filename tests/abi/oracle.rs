//! What `linux-raw-sys` has: the constants of its source, all of them, so that what this crate lacks is found too.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

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

/// The integer constants of one module on this target. All of them fit in 32 bits.
pub(crate) fn kernel(module: &str) -> BTreeMap<String, u32> {
    static PACKAGE: OnceLock<PathBuf> = OnceLock::new();
    let root = PACKAGE.get_or_init(|| package("linux-raw-sys"));
    let file = root
        .join("src")
        .join(env::consts::ARCH)
        .join(module)
        .with_extension("rs");
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let constant = line.strip_prefix("pub const ").and_then(|rest| {
            let (name, rest) = rest.split_once(": ")?;
            let (_, value) = rest.trim_end_matches(';').split_once(" = ")?;
            let value: i64 = value.parse().ok()?;
            Some((name, value))
        });
        if let Some((name, value)) = constant {
            found.insert(name.to_string(), value as u32);
        }
    }
    found
}

#[test]
fn the_module_is_this_targets() {
    // No number is the same on both.
    let here = linux_raw_sys::general::__NR_getpid;
    assert_eq!(kernel("general")["__NR_getpid"], here);
    assert_eq!(
        kernel("auxvec")["AT_HWCAP"],
        linux_raw_sys::auxvec::AT_HWCAP
    );
}
