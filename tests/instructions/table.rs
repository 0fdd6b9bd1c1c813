//! The tables in docs/performance/instructions.md.

use std::path::PathBuf;
use std::{env, fs};

use super::programs::{CALLS, COMPILER, MODELS, VDSO, is_compiler, steps};
use crate::support::program;

/// The columns, by program. libc's depends on the machine's C library, and the vDSO's on its
/// kernel.
const COLUMNS: [(&str, &str); 5] = [
    ("ours", "trapgate"),
    ("int80", "`int 0x80`"),
    ("hand", "by hand"),
    ("rustix", "rustix"),
    ("libc", "libc"),
];

fn target() -> &'static str {
    program::target().split('-').next().unwrap()
}

fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lacks = if target() == "x86_64" { "int80" } else { "" };
    COLUMNS
        .into_iter()
        .filter(move |&(program, _)| program != lacks)
}

/// Returns the part of the page for this target.
fn part() -> String {
    let mut text = String::new();
    for model in MODELS {
        text += &format!("\n`-C relocation-model={model}`:\n\n| operation |");
        for (_, head) in columns() {
            text += &format!(" {head} |");
        }
        text += " in the vDSO |\n|---|";
        text += &"---:|".repeat(columns().count() + 1);
        for operation in CALLS.into_iter().chain(VDSO) {
            let Some(ours) = steps(model, "ours", operation) else {
                continue;
            };
            text += &format!("\n| {} |", name(operation));
            for (program, _) in columns() {
                match steps(model, program, operation) {
                    Some(steps) => text += &format!(" {} |", steps.user),
                    None => text += " - |",
                }
            }
            match ours.vdso {
                0 => text += " - |",
                vdso => text += &format!(" {vdso} |"),
            }
        }
        text += "\n";
    }
    text
}

fn name(operation: &str) -> String {
    match operation {
        "clock_gettime" => "`clock_gettime(MONOTONIC)`".into(),
        "clock_gettime_any" => "`clock_gettime(clock)`".into(),
        name => format!("`{name}`"),
    }
}

/// Returns what depends only on the compiler and the locked dependencies. Functions that one of two
/// vDSOs may lack are included only if both have them.
fn fixed<'a>(part: &'a str, other: &str) -> Vec<&'a str> {
    let name = |line: &str| line.split_inclusive(" | ").next().map(str::to_owned);
    let of_vdso = |line: &str| {
        VDSO.iter()
            .any(|name| line.starts_with(&format!("| `{name}")))
    };
    let both = |line: &&str| !of_vdso(line) || other.contains(&name(line).unwrap());
    // A line ends with the cells of libc and of the vDSO, and an empty part.
    let cut = |line| str::rsplitn(line, 4, '|').last().unwrap();
    part.lines().filter(both).map(cut).collect()
}

#[test]
fn the_page_is_true() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/performance/instructions.md");
    let page = fs::read_to_string(&path).unwrap();
    let begin = format!("<!-- instructions: {}, rustc {COMPILER} -->\n", target());
    let (before, rest) = page
        .split_once(&begin)
        .expect("the page has a marker for this target");
    let (old, after) = rest
        .split_once("\n<!-- end -->")
        .expect("the part has an end marker");
    if !is_compiler() {
        // The counts of other compilers are only checked against the limits.
        return;
    }
    let new = part();
    if env::var_os("TRAPGATE_BLESS").is_some_and(|word| word == "1") {
        fs::write(&path, format!("{before}{begin}{new}\n<!-- end -->{after}")).unwrap();
        return;
    }
    let differ = format!(
        "{} is out of date: TRAPGATE_BLESS=1 rewrites it\n{new}",
        path.display()
    );
    assert!(fixed(old, &new) == fixed(&new, old), "{differ}");
}
