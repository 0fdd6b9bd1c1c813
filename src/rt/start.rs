//! What the kernel passes to a program at `execve`.

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

/// The arguments, the environment and the auxiliary vector of the program.
///
/// All of them stay where the kernel put them until the process ends, and nothing is copied.
#[derive(Clone, Copy)]
pub struct Start {
    /// The initial stack: the number of arguments, their addresses, null, the addresses of the
    /// environment strings, null, the auxiliary vector.
    stack: *const usize,
}

// SAFETY: the initial stack is only read, and stays until the process ends.
unsafe impl Send for Start {}
// SAFETY: as for `Send`.
unsafe impl Sync for Start {}

impl Start {
    /// Returns the arguments. By convention the first is the name of the program. There may be no
    /// arguments at all.
    #[inline]
    #[must_use]
    pub fn args(self) -> Strings {
        // SAFETY: the first word of the initial stack is the number of arguments, and as many
        // addresses follow it.
        unsafe {
            Strings {
                next: self.stack.add(1).cast(),
                left: *self.stack,
            }
        }
    }

    /// Returns the environment: by convention, strings of the form `NAME=value`.
    #[inline]
    #[must_use]
    pub fn env(self) -> Strings {
        // SAFETY: null follows the addresses of the arguments, and then come those of the
        // environment strings, which end with null.
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

    /// Returns the auxiliary vector.
    #[inline]
    #[must_use]
    pub fn auxv(self) -> Auxv {
        // SAFETY: this is the initial stack. Nothing writes to its addresses or to its vector.
        unsafe { Auxv::from_initial_stack(self.stack) }
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

/// An iterator over the arguments or the environment strings.
#[derive(Clone)]
pub struct Strings {
    next: *const *const c_char,
    left: usize,
}

// SAFETY: the strings and their addresses are only read, and stay until the process ends.
unsafe impl Send for Strings {}
// SAFETY: as for `Send`.
unsafe impl Sync for Strings {}

impl Iterator for Strings {
    type Item = &'static CStr;

    #[inline]
    fn next(&mut self) -> Option<&'static CStr> {
        self.left = self.left.checked_sub(1)?;
        // SAFETY: at least one string was left. Its address is that of a string that the kernel
        // ended with a nul byte, above the stack, where it stays.
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
/// - The duties of [`begin_bare`] apply.
#[inline(always)]
pub unsafe fn begin<T: Termination>(stack: *const usize, main: impl FnOnce(Start) -> T) -> ! {
    wait_with_plain_text();
    // SAFETY: the caller has the same duties.
    unsafe { begin_bare(stack, main) }
}

/// The Rust half of `_start` for `entry!(main, bare)`: prepares the crate, runs `main` and ends the
/// process.
///
/// # Safety
///
/// - `stack` must be the initial stack, as the kernel made it.
/// - No other code of the program may have run.
#[inline(always)]
pub unsafe fn begin_bare<T: Termination>(stack: *const usize, main: impl FnOnce(Start) -> T) -> ! {
    let start = Start { stack };
    // SAFETY: the caller passes the initial stack, and `Start` only reads it.
    unsafe { auxv::remember(stack) };
    // The address is not checked by `mincore`, because no code has run that could have unmapped the
    // image.
    arch::open_gate(|| start.auxv().own(Type::SYSINFO));
    exit(main(start).report(start))
}

/// Ends the process, by the path that needs no state.
#[inline(always)]
fn exit(status: i32) -> ! {
    loop {
        // SAFETY: nothing runs after this call. If a filter rejects it, the loop repeats it,
        // because nothing else is left to do.
        unsafe { arch::direct::syscall1(Sysno::EXIT_GROUP, status.word()) };
    }
}
