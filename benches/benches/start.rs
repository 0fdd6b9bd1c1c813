//! fork, exec and exit of a program that prints a greeting.

use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    trapgate_benches::group::measure(trapgate_benches::rows::start::rows(folder));
}
