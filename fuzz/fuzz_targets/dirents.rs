//! Any bytes as a directory's entries, beside a plain parser. The corpus, `corpus/dirents`, holds the buffers of `tests/records`:
//!
//! ```sh
//! cargo +nightly fuzz run dirents
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target has one kind of record")]
#[path = "../../tests/records/plain.rs"]
mod plain;

fuzz_target!(|bytes: &[u8]| {
    plain::dirents(bytes);
});
