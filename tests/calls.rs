//! The system calls that each public function can make: `trapgate::calls` for programs, and
//! `docs/CALLS.md` for readers.
//!
//! `TRAPGATE_BLESS=1` writes `src/verbs.tbl` and the page. Nothing is taken on trust: the text of
//! `src/` says which functions can enter the kernel at all, the golden file of the wire shows the
//! calls of wrappers, strace those of everything else, and examples run under a filter that is made
//! of the constants.

#[allow(
    dead_code,
    reason = "the program writes for one target, the tests read for both"
)]
#[path = "../build.rs"]
mod build;
#[path = "support"]
mod support {
    pub(crate) mod filter;
    pub(crate) mod functions;
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod sysno;
}
mod calls {
    mod constants;
    mod filter;
    mod line;
    mod page;
    mod source;
    mod traced;
    mod verbs;
}

/// A file of the package, as it is now.
fn read(path: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Compares a file with what it must be; blessing writes it.
fn written(path: &str, text: &str) {
    if std::env::var_os("TRAPGATE_BLESS").is_some_and(|word| word == "1") {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        return std::fs::write(path, text).unwrap();
    }
    let old = read(path);
    let lines = |text: &str| std::collections::BTreeSet::from_iter(text.lines().map(String::from));
    let (old_lines, new_lines) = (lines(&old), lines(text));
    let differ = Vec::from_iter(old_lines.symmetric_difference(&new_lines));
    let command = "TRAPGATE_BLESS=1 cargo test --test calls writes it";
    assert!(
        old == text,
        "{path} is stale; {command}. Lines that differ: {differ:#?}"
    );
}
