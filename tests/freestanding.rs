//! The examples as a shell runs them: what they print, how they end, and what their files are made of.

#[path = "support"]
mod support {
    pub(crate) mod elf;
    pub(crate) mod example;
    pub(crate) mod machine;
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
    use std::os::unix::process::ExitStatusExt as _;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};

    /// Runs a command to its end: what it wrote to standard output and standard error, and its status.
    fn run(command: &mut Command) -> (String, String, Option<i32>) {
        let Output {
            stdout,
            stderr,
            status,
        } = command.output().expect("a program that runs");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        // As a shell counts.
        let code = status.code().or(status.signal().map(|signal| 128 + signal));
        (text(stdout), text(stderr), code)
    }

    /// An empty folder of this name.
    fn folder(name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// Whether a tool is there; else says that the test cannot run.
    fn has(tool: &str, test: &str) -> bool {
        let found = Command::new(tool).arg("--version").output().is_ok();
        if !found {
            super::support::skip::skip(test, format_args!("{tool} is not installed"));
        }
        found
    }
}
