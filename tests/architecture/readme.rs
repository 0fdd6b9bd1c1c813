//! The README's program is the one that `tests/downstream` builds and runs.

use std::fs;

use super::sources::root;

/// Returns the text of a file.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Returns the first fenced block of a page after `title`.
fn block<'a>(page: &'a str, title: &str) -> &'a str {
    let rest = &page[page.find(title).unwrap()..];
    let start = rest.find("\n```").unwrap() + 1;
    let text = &rest[start + rest[start..].find('\n').unwrap() + 1..];
    &text[..text.find("```").unwrap()]
}

#[test]
fn its_program_is_built() {
    let (readme, program) = (
        read("README.md"),
        read("tests/downstream/src/bin/readme.rs"),
    );
    let (comment, program) = program.split_once('\n').unwrap();
    assert!(comment.starts_with("//!"));
    assert_eq!(block(&readme, "`src/main.rs`"), program);
}

/// `tests/downstream/build.rs` passes the same arguments, unless a feature makes it omit one.
#[test]
fn its_build_script_is_run() {
    let (readme, script) = (read("README.md"), read("tests/downstream/build.rs"));
    let arguments = block(&readme, "`build.rs`").matches('=').count();
    assert_eq!(arguments, 3);
    for line in block(&readme, "`build.rs`").lines() {
        if let Some((_, argument)) = line.split_once('=') {
            let argument = argument.split('"').next().unwrap();
            assert!(script.contains(argument), "{argument}");
        }
    }
}

/// Every file to which the README links exists and is in the package.
#[test]
fn its_links_are_in_the_package() {
    let readme = read("README.md");
    let links = readme.split("](").skip(1);
    let manifest = read("Cargo.toml");
    let excluded = manifest.lines().find(|line| line.starts_with("exclude = "));
    let excluded = excluded.unwrap();
    for link in links.map(|rest| rest.split(')').next().unwrap()) {
        assert!(root().join(link).is_file(), "{link}");
        let first = link.split('/').next().unwrap();
        assert!(!excluded.contains(&format!("\"{first}\"")), "{link}");
    }
}
