//! Freestanding entry into the Linux kernel, on x86_64 and i686.
#![no_std]

#[cfg(feature = "std")]
extern crate std;

// Named, so that it is linked.
#[cfg(feature = "compiler-builtins-mem")]
extern crate compiler_builtins as _;

#[cfg(all(feature = "mem", feature = "compiler-builtins-mem"))]
compile_error!(
    "the features `mem` and `compiler-builtins-mem` are alternatives: only one can give `memcpy`"
);

mod arch;
mod arg;
mod errno;
mod invoke;
mod sysno;

pub mod auxv;
pub mod raw;
pub mod types;
pub mod vdso;

pub mod event;
pub mod fs;
pub mod io;
pub mod mm;
pub mod process;
pub mod random;
pub mod rt;
pub mod signal;
pub mod system;
pub mod thread;
pub mod time;

pub use errno::{Errno, Result};
pub use sysno::Sysno;
