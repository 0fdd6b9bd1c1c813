//! The tables of system calls and errors: against what others know, and against mistakes in them.

use std::fs;
use std::path::Path;

#[path = "support"]
mod support {
    pub(crate) mod sysno;
}
mod tables {
    mod exported;
    mod mistakes;
    mod names;
    mod oracles;
    mod wrappers;
}

/// A table as it is in the package.
fn table(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}
