//! Reads any bytes as the messages of a userfaultfd, and compares the result with a plain parser's.
//! The corpus, `corpus/uffd_msgs`, holds the buffers of `tests/records`:
//!
//! ```sh
//! cargo +nightly fuzz run uffd_msgs
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target has one kind of record")]
#[path = "../../tests/records/plain.rs"]
mod plain;

fuzz_target!(|bytes: &[u8]| {
    plain::uffd_msgs(bytes);
});
