//! The files that the linker makes from the examples.

use std::fs;

use crate::support::elf::Elf;
use crate::support::program::example;

/// The largest size in bytes that an example may have as users build it: a tenth above the larger
/// target, with the worse of the oldest and the newest compiler.
const CEILINGS: [(&str, u64); 9] = [
    ("args", 18_200),
    ("cat", 8_050),
    ("cp", 45_800),
    ("exit", 1_260),
    ("hello", 1_790),
    ("ls", 67_300),
    ("paths", 120_500),
    ("selftest", 345_000),
    ("vdso", 57_800),
];

#[test]
fn only_the_kernel_is_needed() {
    for (name, _) in CEILINGS {
        for profile in ["release", "dev"] {
            Elf::read(&example(name, profile))
                .assert_static_and_safe(&format!("{name}, {profile}"));
        }
    }
}

#[test]
fn size() {
    for (name, ceiling) in CEILINGS {
        let size = fs::metadata(example(name, "release")).unwrap().len();
        assert!(size <= ceiling, "{name} has {size} bytes");
    }
}
