//! The tables of system calls and errors: compared with independent sources, and checked for the
//! message that each mistake causes.

use std::fs;
use std::path::Path;

#[path = "support"]
mod support {
    pub(crate) mod oracle;
    pub(crate) mod sysno;
}
mod tables {
    mod exported;
    mod mistakes;
    mod names;
    mod oracles;
    mod wrappers;
}

/// Returns the text of a table of the package.
fn table(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}
