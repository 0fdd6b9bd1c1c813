//! Reads any bytes as the extents of a file, and compares the result with a plain parser's. The
//! corpus, `corpus/fiemap_extents`, holds the buffers of `tests/records`:
//!
//! ```sh
//! cargo +nightly fuzz run fiemap_extents
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target has one kind of record")]
#[path = "../../tests/records/plain.rs"]
mod plain;

fuzz_target!(|bytes: &[u8]| {
    plain::fiemap_extents(bytes);
});
