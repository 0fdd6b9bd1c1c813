//! Reads any bytes as a file's handle, and compares the result with a plain parser's. The corpus,
//! `corpus/file_handle`, holds the buffers of `tests/records`:
//!
//! ```sh
//! cargo +nightly fuzz run file_handle
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target has one kind of record")]
#[path = "../../tests/records/plain.rs"]
mod plain;

fuzz_target!(|bytes: &[u8]| {
    plain::file_handle(bytes);
});
