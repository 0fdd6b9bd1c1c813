//! Text to standard output and standard error, straight to the descriptor.

use core::fmt;

#[cfg(feature = "panic-handler")]
use super::stdio::STDERR;
use crate::errno::Errno;
use crate::invoke::sys;
use crate::types::fd::BorrowedFd;

/// Writes all of it, or as much as the descriptor takes: a closed pipe or a full device is not worth a word here.
#[inline]
pub(super) fn write(fd: BorrowedFd<'_>, bytes: &[u8]) {
    let (mut from, mut left) = (bytes.as_ptr(), bytes.len());
    while left != 0 {
        // SAFETY: the kernel reads `left` bytes at `from`, the rest of `bytes`.
        let word: usize = unsafe { sys!(WRITE, fd, from, left) };
        match word as isize {
            INTERRUPTED => {}
            ..=0 => return,
            _ => {
                from = from.wrapping_add(word);
                left -= word;
            }
        }
    }
}

/// What the kernel answers when a signal came first. A count is never negative: it fits an `isize`.
const INTERRUPTED: isize = -(Errno::INTR.raw() as isize);

/// A descriptor to format to.
struct Formatted(BorrowedFd<'static>);

impl fmt::Write for Formatted {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write(self.0, text.as_bytes());
        Ok(())
    }
}

/// What the macros call. Inline at any price: a text without arguments is known to the compiler here, and then nothing of
/// `core::fmt` is linked.
#[cfg(feature = "start")]
#[inline(always)]
pub fn print(fd: BorrowedFd<'static>, text: fmt::Arguments<'_>) {
    match text.as_str() {
        Some(text) => write(fd, text.as_bytes()),
        None => formatted(fd, text),
    }
}

#[cfg(feature = "start")]
#[inline(never)]
fn formatted(fd: BorrowedFd<'static>, text: fmt::Arguments<'_>) {
    // An error can only come from a `Display` that makes one up.
    let _ = fmt::Write::write_fmt(&mut Formatted(fd), text);
}

/// What a panic has to say. It stands here because each unit of generated code, mostly a module, that makes a `dyn Write`
/// of a [`Formatted`] has a table for it. And not in `formatted`, which in most programs knows the descriptor.
#[cfg(feature = "panic-handler")]
pub(super) fn complain(text: fmt::Arguments<'_>) {
    let _ = fmt::Write::write_fmt(&mut Formatted(STDERR), text);
}

/// Prints to standard output, without a buffer: each piece of the text is one `write`, repeated for what a short or
/// interrupted one has left.
///
/// What cannot be written is dropped without a word: a closed pipe, a full device. Never panics.
/// A text without arguments links nothing of `core::fmt`.
#[cfg(feature = "start")]
#[macro_export]
macro_rules! print {
    ($($text:tt)*) => {
        $crate::rt::print($crate::rt::STDOUT, ::core::format_args!($($text)*))
    };
}

/// Prints a line to standard output, as [`print!`](crate::print) does.
#[cfg(feature = "start")]
#[macro_export]
macro_rules! println {
    () => {
        $crate::print!("\n")
    };
    ($($text:tt)*) => {
        $crate::print!("{}\n", ::core::format_args!($($text)*))
    };
}

/// Prints to standard error, as [`print!`](crate::print) does.
#[cfg(feature = "start")]
#[macro_export]
macro_rules! eprint {
    ($($text:tt)*) => {
        $crate::rt::print($crate::rt::STDERR, ::core::format_args!($($text)*))
    };
}

/// Prints a line to standard error, as [`print!`](crate::print) does.
#[cfg(feature = "start")]
#[macro_export]
macro_rules! eprintln {
    () => {
        $crate::eprint!("\n")
    };
    ($($text:tt)*) => {
        $crate::eprint!("{}\n", ::core::format_args!($($text)*))
    };
}
