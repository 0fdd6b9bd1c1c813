//! Reads any bytes as a list of attribute names, and compares the result with a plain parser's. The
//! corpus, `corpus/xattr_names`, holds the buffers of `tests/records`:
//!
//! ```sh
//! cargo +nightly fuzz run xattr_names
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target has one kind of record")]
#[path = "../../tests/records/plain.rs"]
mod plain;

fuzz_target!(|bytes: &[u8]| {
    plain::xattr_names(bytes);
});
