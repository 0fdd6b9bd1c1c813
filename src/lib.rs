//! Freestanding entry into the Linux kernel, on x86_64 and i686.
//!
//! A program calls typed functions; each makes exactly the one system call that its page names, by the fastest path that
//! the target and the running kernel offer: `syscall` on x86_64, `__kernel_vsyscall` or `int 0x80` on i686, and the vDSO
//! for the time and the number of the processor. There is no libc below, no allocation, no lock and no panic.
//!
//! ```
//! use trapgate::fs::{self, Mode, OpenFlags};
//! use trapgate::io;
//!
//! let file = fs::openat(fs::CWD, c"/proc/self/stat", OpenFlags::RDONLY | OpenFlags::CLOEXEC, Mode::empty())?;
//! let mut buf = [0; 4];
//! let count = io::read(&file, &mut buf)?;
//! assert_eq!(count, 4);
//! # Ok::<(), trapgate::Errno>(())
//! ```
//!
//! # Where to look
//!
//! - The topics [`io`], [`fs`], [`mm`], [`process`], [`thread`], [`signal`], [`event`], [`time`], [`system`] and
//!   [`random`] hold the functions, by their man page's name. Search finds the C names.
//! - [`types`] holds what they share: descriptors, ids, times, modes, signals.
//! - [`raw`] is the kernel's own face, for calls that have no function here, and for choosing the path.
//! - [`auxv`] is the auxiliary vector, [`vdso`] the functions that the kernel maps into the process.
//! - [`rt`] is start-up, for a program that is only this crate and itself: `entry!`, arguments, printing, panics.
//!
//! # Both targets
//!
//! One source runs on both. On i686 every function uses the call with 64-bit times, 64-bit offsets and 32-bit ids, so
//! that nothing breaks in 2038, past 4 GiB or above id 65535; the kernel must be Linux 5.1 or newer there. A call that is
//! newer than the running kernel is an `Err` of [`Errno::NOSYS`].
//!
//! # What is safe
//!
//! A function that is not `unsafe` breaks no memory, and closes or replaces no descriptor but one that it is given to
//! own, whatever its arguments are. The numbers 0, 1 and 2 are the process's standard streams: safe functions may lend
//! and replace them, whoever opened them. What a file is does not count in this, as it does not in the standard library:
//! some files are memory (`/proc/self/mem`, `/dev/mem`, an area of swap), and some drivers follow addresses in what is
//! written to them (`/dev/sg0`). Whoever lets a program open these lets it change its own memory. [`mm::mmap`] has the
//! duties of who maps a file, and [`io::ioctl`] says what holds for the requests of drivers.
//!
//! # Features
//!
//! None is on by default, and none emits a symbol: what a whole program may have once comes from a macro in the
//! program's own crate.
//!
//! | feature | gives |
//! |---|---|
//! | `std` | conversions between this crate's descriptors and errors and the standard library's |
//! | `start` | `entry!`, [`rt`]'s `Start`, `print!` and its kin |
//! | `mem` | `mem!`: `memcpy`, `memmove`, `memset`, `memcmp`, `bcmp`, `strlen`; `entry!` includes it |
//! | `panic-handler` | `panic_handler!`; `entry!` includes it |
//! | `rt` | `start`, `mem` and `panic-handler` |
//! | `compiler-builtins-mem` | the memory functions of the published `compiler_builtins` instead of `mem`, for those who pin a compiler that builds it |
//!
//! Two versions of the crate link into one program. On i686, the same version from two sources (a registry and a
//! repository, say) does not: the linker reports duplicate symbols that begin with `trapgate_`, and `cargo tree -d` shows
//! the two sources. Nor can a Rust `dylib` contain the crate there.
//!
//! `--cfg trapgate_int80` makes every call on i686 an `int 0x80`, without a gate.
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
mod sys;
mod sysno;

pub mod auxv;
pub mod fd;
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
pub mod tty;

pub use errno::{Errno, Result};
pub use sysno::Sysno;
