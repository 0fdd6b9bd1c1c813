//! The system calls that each public function can make, as data for a sandbox.
//!
//! The constant of `io::read` is [`calls::io::READ`](io::READ), and that of the method
//! `auxv::Auxv::get` is [`calls::auxv::GET`](auxv::GET). A constant lists all calls that the
//! function can make on this target. A function without a constant makes no call, except for
//! [`raw::syscall0`](crate::raw::syscall0) to [`raw::syscall6`](crate::raw::syscall6), which make
//! the call that they are given. A program contains only the constants that it uses.
//!
//! These constants are not named after a function:
//!
//! - [`fd::DROP`] is what dropping an [`OwnedFd`](crate::fd::OwnedFd) does.
//! - [`rt`] has the constants of the macros. A program that starts with `entry!` needs
//!   [`rt::ENTRY`], and if its `main` returns a `Result`, [`rt::TERMINATION`].
//! - Any other program needs [`first_use::GATE`] for its first call, and [`first_use::VDSO`] if it
//!   asks for the time or the CPU number.
//!
//! Two calls come from the kernel itself: `rt_sigreturn` at the end of a signal handler, and
//! `restart_syscall` to continue a sleep that a signal interrupted.
//!
//! # Example
//!
//! A seccomp filter that allows the calls of three functions and no others:
//!
//! ```
//! use libc::{BPF_ABS, BPF_ALU, BPF_AND, BPF_JEQ, BPF_JMP, BPF_K, BPF_LD, BPF_RET, BPF_W};
//! use libc::{SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS, sock_filter};
//! use trapgate::calls;
//!
//! let op = |code: u32, jf, k| sock_filter { code: code as u16, jt: 0, jf, k };
//! // In `struct seccomp_data`, the number is at 0 and the low half of argument n at 16 + 8 * n.
//! let load = |offset| op(BPF_LD | BPF_W | BPF_ABS, 0, offset);
//! // Skips instructions unless the loaded word has this value.
//! let unless = |value, skip| op(BPF_JMP | BPF_JEQ | BPF_K, skip, value);
//! let return_ = |action| op(BPF_RET | BPF_K, 0, action);
//!
//! let functions = [calls::io::READ, calls::io::FCNTL_GETFL, calls::process::EXIT_GROUP];
//! let mut filter = Vec::new();
//! for call in functions.concat() {
//!     filter.push(load(0));
//!     match call.verb {
//!         None => filter.push(unless(call.sysno.raw(), 1)),
//!         Some(verb) => filter.extend([
//!             unless(call.sysno.raw(), 4),
//!             load(16 + 8 * verb.argument),
//!             op(BPF_ALU | BPF_AND | BPF_K, 0, verb.mask),
//!             unless(verb.value, 1),
//!         ]),
//!     }
//!     filter.push(return_(SECCOMP_RET_ALLOW));
//! }
//! filter.push(return_(SECCOMP_RET_KILL_PROCESS));
//! assert_eq!(filter.len(), 3 + 6 + 3 + 1);
//! ```
//!
//! A complete filter first checks the architecture in `struct seccomp_data`, because the numbers of
//! another one mean other calls.

use crate::sysno::Sysno;

/// A system call that a function can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Call {
    /// The number on this target.
    pub sysno: Sysno,
    /// What the function asks for, if the call does many things, as `fcntl` and `ioctl` do. `None`
    /// if the call does one thing, or if the function's caller chooses.
    pub verb: Option<Verb>,
}

/// The argument that selects what a call does, and its value.
///
/// The call is the one that is meant if `arguments[argument] as u32 & mask == value`. The kernel
/// reads such an argument as 32 bits and ignores the upper half of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Verb {
    /// The index of the argument, from 0 to 5.
    pub argument: u32,
    /// The bits of the argument that select. The others are options.
    pub mask: u32,
    /// The value of these bits.
    pub value: u32,
}

include!(concat!(env!("OUT_DIR"), "/calls.rs"));
