//! The types that `main` may return.

use core::mem::MaybeUninit;

use super::print::Buffer;
use super::start::Start;
use super::stdio::STDERR;
use crate::errno::{Errno, Result};

/// A type that `main` may return, and that stands for an exit status.
pub trait Termination {
    /// Returns the exit status, of which the kernel reports the lowest 8 bits. For an error, this
    /// also prints a message to standard error.
    fn report(self, start: Start) -> i32;
}

/// Success: the status is 0.
impl Termination for () {
    #[inline]
    fn report(self, _: Start) -> i32 {
        0
    }
}

/// The status itself.
impl Termination for i32 {
    #[inline]
    fn report(self, _: Start) -> i32 {
        self
    }
}

/// The status of the value in `Ok`. For `Err`, the status is 1, and `PROGRAM: message` is printed
/// to standard error, where PROGRAM is the first argument.
impl<T: Termination> Termination for Result<T> {
    #[inline]
    fn report(self, start: Start) -> i32 {
        match self {
            Ok(inside) => inside.report(start),
            Err(error) => {
                print_error(error, start);
                1
            }
        }
    }
}

/// The type `!`, which stable Rust cannot name: the return type of a function that does not return.
type Never = <fn() -> ! as Returns>::Type;

trait Returns {
    type Type;
}

impl<T> Returns for fn() -> T {
    type Type = T;
}

/// No status: `main` ends the process itself or runs forever.
#[allow(private_interfaces, reason = "the private trait only spells the type")]
impl Termination for Never {
    #[inline]
    fn report(self, _: Start) -> i32 {
        self
    }
}

/// Prints `PROGRAM: message`, without `core::fmt`.
#[inline(never)]
fn print_error(error: Errno, start: Start) {
    let mut room = MaybeUninit::uninit();
    let mut buffer = Buffer::new(&mut room, STDERR, true);
    let mut say = |bytes: &[u8]| _ = buffer.push(bytes);
    if let Some(program) = start.args().next() {
        say(program.to_bytes());
        say(b": ");
    }
    match error.message() {
        Some(message) => say(message.as_bytes()),
        None => {
            say(b"error ");
            let (mut digits, mut number) = ([b'0'; 4], error.raw().unsigned_abs());
            for digit in digits.iter_mut().rev() {
                *digit += (number % 10) as u8;
                number /= 10;
            }
            let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
            say(digits.get(zeros..).unwrap_or_default());
        }
    }
    say(b"\n");
    let _ = buffer.flush();
}
