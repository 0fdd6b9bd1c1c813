//! The images in `fuzz/corpus/image` with which the fuzzer starts: one of each layout. The fuzzer
//! finds faults in them by itself.

use std::path::Path;
use std::{env, fs};

use super::build::WIDE;
use super::{captured, made_up};

const NAMES: [&str; 12] = [
    "plain",
    "64 program headers",
    "unknown headers and tags",
    "two segments",
    "at 0x1000, split true",
    "a segment that begins behind the ELF header",
    "no size of strings",
    "GNU hash alone",
    "GNU hash without symbols",
    "SysV hash alone",
    "no VERSYM",
    "no VERDEF",
];

/// `TRAPGATE_BLESS=1` writes the corpus.
#[test]
fn the_fuzzers_corpus_is_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/image");
    let mut images: Vec<(String, Vec<u8>)> = Vec::new();
    for case in made_up::all() {
        if NAMES.contains(&&*case.name) {
            let class = if WIDE { "x86_64" } else { "i686" };
            let name = case.name.replace(", ", "-").replace(' ', "-");
            images.push((format!("{name}-{class}"), case.made.bytes));
        }
    }
    assert_eq!(images.len(), NAMES.len());
    for captured in captured::ours() {
        let name = captured.name.trim_end_matches(".so");
        images.push((name.to_owned(), captured.bytes.to_vec()));
    }
    for (name, bytes) in images {
        let file = folder.join(name);
        if env::var_os("TRAPGATE_BLESS").is_some_and(|word| word == "1") {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &bytes).unwrap();
        }
        let found = fs::read(&file).unwrap_or_default();
        assert!(
            found == bytes,
            "{} is out of date: TRAPGATE_BLESS=1 writes it",
            file.display()
        );
    }
}
