//! The examples as a shell runs them: their output, their exit status, and the contents of their
//! files.

#[path = "support"]
mod support {
    pub(crate) mod elf;
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
    pub(crate) mod strace;
    pub(crate) mod streams;
    pub(crate) mod terminal;
}
mod freestanding {
    mod cat;
    mod cp;
    mod ending;
    mod file;
    mod ls;
    mod printing;
    mod start;
    mod streams;

    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// Creates an empty folder with this name.
    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// Returns whether a tool is installed. If not, skips the test.
    fn has(tool: &str, test: &str) -> bool {
        let found = Command::new(tool).arg("--version").output().is_ok();
        if !found {
            super::support::skip::skip(test, format_args!("{tool} is not installed"));
        }
        found
    }
}
