//! The assembly of functions that return a result without testing it, and of the path that a call
//! takes if the vDSO lacks its function.
//!
//! `tests/instructions.rs` does not cover these, because its functions test each result and it
//! counts only the instructions that run. `tests/codegen/` is a crate of these functions, and
//! `tests/codegen/TARGET.txt` is their optimised assembly for a static executable. Rust 1.85 and
//! 1.95 generate the same assembly; with other compilers the test is skipped. `TRAPGATE_BLESS=1`
//! writes the file.

#[path = "support"]
mod support {
    pub(crate) mod program;
    pub(crate) mod skip;
}
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use support::program::{cargo, path_with_flags, succeed, target, with_flags};

const FLAGS: &str = "-C relocation-model=static";

/// The compilers that generate the assembly in the files.
const COMPILERS: [&str; 2] = ["1.85.", "1.95."];

#[test]
fn golden_assembly() {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codegen");
    let compiler = compiler();
    if !COMPILERS.iter().any(|known| compiler.starts_with(known)) {
        return support::skip::skip(
            "golden_assembly",
            format_args!("no assembly of rustc {compiler} to compare with"),
        );
    }
    let actual = listing(&compile(&crate_dir));
    let arch = target().split('-').next().unwrap();
    let golden = crate_dir.join(format!("{arch}.txt"));
    if env::var_os("TRAPGATE_BLESS").is_some_and(|word| word == "1") {
        fs::write(&golden, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&golden).unwrap();
    assert!(
        expected == actual,
        "{} differs from:\n{actual}",
        golden.display()
    );
}

/// Returns the release of the compiler, such as `1.85.0`.
fn compiler() -> String {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .arg("-vV")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let release = text.lines().find_map(|line| line.strip_prefix("release: "));
    release.unwrap().to_string()
}

/// Compiles the crate and returns its assembly.
fn compile(crate_dir: &Path) -> String {
    let mut build = cargo("rustc", crate_dir, "release");
    with_flags(&mut build, FLAGS).args(["--locked", "--", "--emit", "asm"]);
    succeed(&mut build);
    let deps = path_with_flags(FLAGS, "release", "deps");
    let files = fs::read_dir(deps)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    // Several compilers may each have left a file here. The newest one is from this run.
    let file = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "s"))
        .max_by_key(|path| path.metadata().unwrap().modified().unwrap());
    fs::read_to_string(file.unwrap()).unwrap()
}

/// Returns the crate's own functions, ordered by name, reduced to instructions and to labels that
/// an instruction names. Other symbols that the compiler emits, such as copies of a library's
/// functions, are left out because their order is not fixed.
fn listing(assembly: &str) -> String {
    let mut functions: Vec<String> = Vec::new();
    let mut own = false;
    for line in assembly.lines() {
        let code = line.trim();
        let local = code.starts_with('.');
        if !line.starts_with('\t') && code.ends_with(':') && !local {
            own = !code.starts_with('_');
            if own {
                functions.push(String::new());
            }
        }
        let directive = local && !code.ends_with(':');
        let unnamed = local && !assembly.contains(&format!("\t{}", code.trim_end_matches(':')));
        let comment = code.is_empty() || code.starts_with('#');
        if !own || directive || unnamed || comment || code.starts_with(".Lfunc") {
            continue;
        }
        if let Some(function) = functions.last_mut() {
            function.extend(line.split_inclusive([' ', '\t', ',', '(']).map(plain));
            function.push('\n');
        }
    }
    functions.sort_unstable();
    functions.join("\n")
}

/// Returns a symbol's name without its path, the compiler's hash and the crate's version.
fn plain(word: &str) -> String {
    let end = word.find([',', '(', ' ', '\t']).unwrap_or(word.len());
    let (symbol, rest) = word.split_at(end);
    // `.LBB3_2` is the second block of the third function.
    if let Some((_, block)) = symbol
        .strip_prefix(".LBB")
        .and_then(|label| label.split_once('_'))
    {
        return format!(".LBB{block}{rest}");
    }
    let name = if let Some(mut path) = symbol.strip_prefix("_ZN") {
        let mut names = Vec::new();
        while let Some(digits) = path.find(|c: char| !c.is_ascii_digit()).filter(|&n| n > 0) {
            let length: usize = path[..digits].parse().unwrap();
            names.push(&path[digits..digits + length]);
            path = &path[digits + length..];
        }
        names.iter().rev().nth(1).copied().unwrap_or(symbol)
    } else if let Some(versioned) = symbol.strip_prefix("trapgate_") {
        versioned.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_')
    } else {
        symbol
    };
    format!("{name}{rest}")
}
