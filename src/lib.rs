//! Linux system calls on x86_64 and i686, without libc.
//!
//! A program calls typed functions. Each makes exactly the one system call that its page names,
//! through the fastest path that the target and the running kernel offer: `syscall` on x86_64,
//! `__kernel_vsyscall` or `int 0x80` on i686, and the vDSO for the time and the CPU number. Nothing
//! in the crate uses libc, allocates, takes a lock or panics. So every function may be called from
//! a signal handler, from a child after `fork`, and before anything is set up.
//!
//! ```
//! use trapgate::fs::{self, Mode, OpenFlags};
//! use trapgate::io;
//!
//! let flags = OpenFlags::RDONLY | OpenFlags::CLOEXEC;
//! let file = fs::openat(fs::CWD, c"/proc/self/stat", flags, Mode::empty())?;
//! let mut buf = [0; 4];
//! let count = io::read(&file, &mut buf)?;
//! assert_eq!(count, 4);
//! # Ok::<(), trapgate::Errno>(())
//! ```
//!
//! # Where to look
//!
//! - The topics hold the functions, under the names of their man pages: [`io`], [`tty`], [`fs`],
//!   [`mm`], [`process`], [`thread`], [`signal`], [`event`], [`time`], [`system`] and [`random`].
//!   Searching for a constant's C name, such as `O_CLOEXEC`, finds the constant.
//! - [`fd`] holds the descriptor types, and [`types`] other types that several topics share.
//! - [`raw`] makes any system call from a number and words, and selects the path into the kernel.
//! - [`auxv`] reads the auxiliary vector, and [`vdso`] the functions that the kernel maps into
//!   every process.
//! - [`calls`] lists the system calls that each function can make, for a sandbox's filter.
//! - [`rt`] is start-up for a program without libc: `entry!`, arguments, printing, panics.
//!
//! # Both targets
//!
//! The same source runs on both targets. On i686 every function uses the call with 64-bit times,
//! 64-bit offsets and 32-bit ids, so that programs keep working after 2038, beyond 4 GiB and with
//! ids above
//! 65535. i686 needs Linux 5.1 or newer. If the running kernel lacks a call, the function returns
//! [`Errno::NOSYS`]; so it does, without a call, if the target has no such call.
//!
//! # What is safe
//!
//! A function that is not `unsafe` cannot break memory, and never closes or replaces a descriptor
//! that it does not own, whatever its arguments are. The numbers 0, 1 and 2 are the standard
//! streams of the process: safe functions may lend and replace them, no matter who opened them.
//!
//! As in the standard library, this promise does not extend to what a file is. Some files are
//! memory (`/proc/self/mem`, `/dev/mem`, a swap area), and some drivers follow addresses in what is
//! written to them (`/dev/sg0`). A program that opens such a file can change its own memory through
//! it. [`mm::mmap`] lists the duties of a caller that maps a file, and [`io::ioctl`] those for the
//! requests of drivers.
//!
//! # Features
//!
//! No feature is on by default. A feature never emits a symbol. Symbols that a program may define
//! only once are emitted by a macro, in the program's own crate.
//!
//! | feature | what it adds |
//! |---|---|
//! | `std` | conversions between this crate's descriptors and errors and those of the standard library |
//! | `start` | `entry!`, `Start` in [`rt`], `print!` and its variants |
//! | `mem` | `mem!`: `memcpy`, `memmove`, `memset`, `memcmp`, `bcmp`, `strlen`; `entry!` includes it |
//! | `panic-handler` | `panic_handler!`; `entry!` includes it |
//! | `rt` | `start`, `mem` and `panic-handler` |
//! | `compiler-builtins-mem` | the memory functions of the published `compiler_builtins` instead of `mem`, for users of a compiler that builds it |
//!
//! Two versions of the crate link into one program. The same version from two sources, such as a
//! registry and a repository, does not link on i686: the linker reports duplicate symbols that
//! begin with `trapgate_`, and `cargo tree -d` shows both sources. A Rust `dylib` cannot contain
//! the crate on i686.
//!
//! With `--cfg trapgate_int80`, every call on i686 is an `int 0x80`.
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
pub mod calls;
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
