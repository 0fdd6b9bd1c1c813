//! The fuzzer's initial buffers: `fuzz/corpus/dirents`, `xattr_names`, `file_handle`, `uffd_msgs`
//! and `fiemap_extents`.

use std::path::Path;
use std::{env, fs};

use super::seeds;

/// `TRAPGATE_BLESS=1` writes the corpus.
#[test]
fn the_fuzzers_corpus_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (target, seeds) in [
        ("dirents", seeds::dirents()),
        ("xattr_names", seeds::xattr_names()),
        ("file_handle", seeds::file_handles()),
        ("uffd_msgs", seeds::uffd_msgs()),
        ("fiemap_extents", seeds::fiemap_extents()),
    ] {
        let folder = root.join(target);
        for (name, bytes) in seeds {
            let file = folder.join(name);
            if env::var_os("TRAPGATE_BLESS").is_some_and(|word| word == "1") {
                fs::create_dir_all(&folder).unwrap();
                fs::write(&file, &bytes).unwrap();
            }
            let found = fs::read(&file).unwrap_or_default();
            let file = file.display();
            assert!(
                found == bytes,
                "{file} is out of date: TRAPGATE_BLESS=1 writes it"
            );
        }
    }
}
