//! What `main` may return.

use core::mem::MaybeUninit;

use super::print::Buffer;
use super::start::Start;
use super::stdio::STDERR;
use crate::errno::{Errno, Result};

/// What `main` returns, and the exit status that it stands for.
pub trait Termination {
    /// The exit status, of which the kernel passes on the lowest 8 bits. An error says on standard error what went wrong.
    fn report(self, start: Start) -> i32;
}

/// Success: 0.
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

/// What is inside, or 1 and `PROGRAM: message` on standard error, where PROGRAM is the first argument.
impl<T: Termination> Termination for Result<T> {
    #[inline]
    fn report(self, start: Start) -> i32 {
        match self {
            Ok(inside) => inside.report(start),
            Err(error) => {
                complain(error, start);
                1
            }
        }
    }
}

/// `!`, which cannot be named yet: the return type of a function that does not return.
type Never = <fn() -> ! as Returns>::Type;

trait Returns {
    type Type;
}

impl<T> Returns for fn() -> T {
    type Type = T;
}

/// There is no status: `main` has ended the process itself, or runs for ever.
#[allow(private_interfaces, reason = "the private trait only spells the type")]
impl Termination for Never {
    #[inline]
    fn report(self, _: Start) -> i32 {
        self
    }
}

/// Writes `PROGRAM: message`, without `core::fmt`.
#[inline(never)]
fn complain(error: Errno, start: Start) {
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
