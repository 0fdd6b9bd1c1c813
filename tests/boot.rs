//! Freestanding programs as process 1 of real kernels in qemu, with and without the kernel's vDSO.
//!
//! x86_64 programs run on a 64-bit Linux 6.1, i686 programs on the same kernel and on a 32-bit one.
//! qemu emulates the processor in software, so the tests see the same processor on every machine
//! and need no privileges. `sh tests/scripts/qemu.sh` gets qemu and the kernels; without them, the
//! tests are skipped.

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
