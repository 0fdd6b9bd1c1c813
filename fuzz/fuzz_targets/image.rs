//! Reads any bytes as the image of a vDSO. The corpus, `corpus/image`, holds the images of
//! `tests/vdso`:
//!
//! ```sh
//! cargo +nightly fuzz run image
//! ```
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/vdso/bounds.rs"]
mod bounds;

fuzz_target!(|bytes: &[u8]| {
    bounds::read(bytes);
});
