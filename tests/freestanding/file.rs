//! The files that the linker makes of the examples.

use std::fs;

use crate::elf::Elf;
use crate::example::build;

/// Bytes that an example may have as it is shipped, with the linker of any supported compiler.
const CEILINGS: [(&str, u64); 4] = [
    ("args", 24_000),
    ("cat", 8_000),
    ("exit", 1_400),
    ("hello", 1_500),
];

#[test]
fn only_the_kernel_is_needed() {
    for (name, _) in CEILINGS {
        for profile in ["release", "dev"] {
            Elf::read(&build(name, profile)).assert_static_and_safe(&format!("{name}, {profile}"));
        }
    }
}

#[test]
fn size() {
    for (name, ceiling) in CEILINGS {
        let size = fs::metadata(build(name, "release")).unwrap().len();
        assert!(size <= ceiling, "{name} has {size} bytes");
    }
}
