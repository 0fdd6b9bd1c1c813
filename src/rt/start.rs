//! What the kernel gives a program at exec.

use core::ffi::{CStr, c_char};
use core::fmt;
use core::iter::FusedIterator;

use super::print::wait_with_plain_text;
use super::termination::Termination;
use crate::arch;
use crate::arg::Arg as _;
use crate::auxv::{self, Auxv, Type};
use crate::sysno::Sysno;
use crate::types::string;

/// The program's arguments, its environment and its auxiliary vector, where the kernel has put them.
///
/// All of it stays where it is as long as the process, and nothing of it is copied.
#[derive(Clone, Copy)]
pub struct Start {
    /// The initial stack: count of arguments, arguments, null, environment, null, auxiliary vector.
    stack: *const usize,
}

// SAFETY: the initial stack is only read, and stays as long as the process.
unsafe impl Send for Start {}
// SAFETY: as above.
unsafe impl Sync for Start {}

impl Start {
    /// The arguments. The first is the program's name by convention; there may be none at all.
    #[inline]
    #[must_use]
    pub fn args(self) -> Strings {
        // SAFETY: the first word of the initial stack is the count, and so many addresses follow it.
        unsafe {
            Strings {
                next: self.stack.add(1).cast(),
                left: *self.stack,
            }
        }
    }

    /// The environment: `NAME=value` by convention.
    #[inline]
    #[must_use]
    pub fn env(self) -> Strings {
        // SAFETY: behind the count and the addresses of the arguments stands null, behind that the environment, which
        // ends with null.
        unsafe {
            let first: *const *const c_char = self.stack.add(*self.stack + 2).cast();
            let mut end = first;
            while !(*end).is_null() {
                end = end.add(1);
            }
            Strings {
                next: first,
                left: end.offset_from(first) as usize,
            }
        }
    }

    /// The auxiliary vector.
    #[inline]
    #[must_use]
    pub fn auxv(self) -> Auxv {
        // SAFETY: this is the initial stack, which nobody writes to.
        unsafe { Auxv::on_stack(self.stack) }
    }
}

impl fmt::Debug for Start {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("Start");
        all.field("args", &self.args()).field("env", &self.env());
        all.finish_non_exhaustive()
    }
}

/// Some of the strings that the kernel has given: an iterator.
#[derive(Clone)]
pub struct Strings {
    next: *const *const c_char,
    left: usize,
}

// SAFETY: the strings and their addresses are only read, and stay as long as the process.
unsafe impl Send for Strings {}
// SAFETY: as above.
unsafe impl Sync for Strings {}

impl Iterator for Strings {
    type Item = &'static CStr;

    #[inline]
    fn next(&mut self) -> Option<&'static CStr> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: at least one was left: the address of a string that the kernel ended with a nul byte, above the stack,
        // where it stays.
        unsafe {
            let text = string(*self.next);
            self.next = self.next.add(1);
            Some(text)
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Strings {}

impl FusedIterator for Strings {}

impl fmt::Debug for Strings {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The Rust half of `_start` for `entry!(main)`.
///
/// # Safety
///
/// As [`begin_bare`].
#[inline(always)]
pub unsafe fn begin<T: Termination>(stack: *const usize, main: impl FnOnce(Start) -> T) -> ! {
    wait_with_plain_text();
    // SAFETY: the caller's duties are the same.
    unsafe { begin_bare(stack, main) }
}

/// The Rust half of `_start` for `entry!(main, bare)`: makes the crate ready, runs `main`, ends the process.
///
/// # Safety
///
/// - `stack` is the initial stack, as the kernel has made it.
/// - Nothing has run before.
#[inline(always)]
pub unsafe fn begin_bare<T: Termination>(stack: *const usize, main: impl FnOnce(Start) -> T) -> ! {
    let start = Start { stack };
    // SAFETY: the caller gives the initial stack, and `Start` only reads it.
    unsafe { auxv::remember(stack) };
    // As the kernel has written it: nothing has run that could have unmapped what is there.
    arch::open_gate(|| start.auxv().own(Type::SYSINFO));
    exit(main(start).report(start))
}

/// Ends the process, by the path that needs nothing.
#[inline(always)]
fn exit(status: i32) -> ! {
    loop {
        // SAFETY: nothing runs after this call; where a filter refuses it, there is nothing else to do than to try again.
        unsafe { arch::direct::syscall1(Sysno::EXIT_GROUP, status.word()) };
    }
}
