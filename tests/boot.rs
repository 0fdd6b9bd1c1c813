//! Freestanding programs as process 1 of real kernels, in qemu: with and without the kernel's vDSO.
//!
//! Programs of x86_64 run on a 64-bit Linux 6.1, those of i686 on the same and on a 32-bit one. The processor is qemu's
//! own in software: it is the same wherever this runs, and needs no rights. `sh tests/scripts/qemu.sh` gets qemu and the kernels;
//! without them these tests skip.

#[path = "support"]
mod support {
    pub(crate) mod machine;
    pub(crate) mod program;
    pub(crate) mod skip;
}
mod boot {
    mod console;
    mod cpio;
    mod machine;
    mod paths;
    mod selftest;
}
