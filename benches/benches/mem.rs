//! Copies, fills and comparisons, from one byte to a mebibyte.

use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    trapgate_benches::group::measure(trapgate_benches::rows::mem::rows(folder));
}
