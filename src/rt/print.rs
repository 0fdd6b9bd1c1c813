//! Printing to standard output and standard error.

use core::fmt;
use core::mem::MaybeUninit;
use core::slice;
#[cfg(feature = "start")]
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::errno::Errno;
use crate::event::{PollFd, PollFlags, ppoll};
use crate::fd::BorrowedFd;
use crate::sys::sys;

/// Writes all of `bytes`, in as many calls as the descriptor needs, and returns the first error.
///
/// If a non-blocking descriptor is full, this waits for it, or fails if `waits` is `false`.
#[inline]
pub(super) fn write_all(fd: BorrowedFd<'_>, bytes: &[u8], waits: bool) -> fmt::Result {
    let (mut from, mut left) = (bytes.as_ptr(), bytes.len());
    let mut may_wait = waits;
    while left != 0 {
        // SAFETY: the kernel reads `left` bytes at `from`, the rest of `bytes`.
        let word: usize = unsafe { sys!(WRITE, fd, from, left) };
        match word as isize {
            INTERRUPTED => {}
            1.. => {
                from = from.wrapping_add(word);
                // The count is at most `left`, unless a tracer changed it. Printing must not panic
                // even then.
                left = left.wrapping_sub(word);
                may_wait = waits;
            }
            error if may_wait && error == FULL => may_wait = wait(fd),
            _ => return Err(fmt::Error),
        }
    }
    Ok(())
}

/// A signal interrupted the call. A count is never negative, because it fits an `isize`.
const INTERRUPTED: isize = -(Errno::INTR.raw() as isize);

/// A non-blocking descriptor accepts no byte now.
const FULL: isize = -(Errno::AGAIN.raw() as isize);

/// Waits until a descriptor can be written to, and returns whether it can be.
///
/// If the kernel reports anything else, such as an error or a hang-up, this returns `false`: the
/// next `write` returns the reason, and waiting again might return at once.
#[cold]
#[inline(never)]
fn wait(fd: BorrowedFd<'_>) -> bool {
    let mut fds = [PollFd::from_borrowed_fd(fd, PollFlags::OUT)];
    match ppoll(&mut fds, None, None) {
        Ok(_) => fds[0].revents() == PollFlags::OUT,
        Err(error) => error == Errno::INTR,
    }
}

/// The number of bytes of one invocation that are collected before they are written.
const SIZE: usize = 1024;

/// The memory in which they are collected. It is a variable beside the buffer: if it were a field,
/// the compiler would clear it together with the other fields.
pub(super) type Room = MaybeUninit<[u8; SIZE]>;

/// The text of one invocation.
pub(super) struct Buffer<'a> {
    fd: BorrowedFd<'static>,
    waits: bool,
    /// Whether an error occurred. The first error ends the invocation, so that the text has no
    /// holes.
    failed: bool,
    room: &'a mut Room,
    /// The number of bytes in `room` that are initialised and not yet written.
    len: usize,
}

impl<'a> Buffer<'a> {
    #[inline]
    pub(super) fn new(room: &'a mut Room, fd: BorrowedFd<'static>, waits: bool) -> Self {
        Self {
            fd,
            waits,
            failed: false,
            room,
            len: 0,
        }
    }

    /// Adds bytes. If the buffer is full, it is written, and the rest of a long text is then
    /// written directly.
    pub(super) fn push(&mut self, mut bytes: &[u8]) -> fmt::Result {
        while let [byte, rest @ ..] = bytes {
            if self.len == SIZE {
                self.flush()?;
            }
            if self.len == 0 && bytes.len() >= SIZE {
                return self.write(bytes);
            }
            // The write is volatile because the compiler turns any other loop that copies into a
            // call of `memcpy`, which a program without feature `mem` may lack.
            // SAFETY: `len` is less than `SIZE`.
            unsafe {
                let first = self.room.as_mut_ptr().cast::<u8>();
                first.add(self.len).write_volatile(*byte);
            }
            self.len += 1;
            bytes = rest;
        }
        Ok(())
    }

    /// Writes the bytes that were added.
    pub(super) fn flush(&mut self) -> fmt::Result {
        // SAFETY: `push` has initialised the first `len` bytes.
        let bytes = unsafe { slice::from_raw_parts(self.room.as_ptr().cast(), self.len) };
        self.len = 0;
        self.write(bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> fmt::Result {
        if self.failed {
            return Err(fmt::Error);
        }
        let written = write_all(self.fd, bytes, self.waits);
        self.failed = written.is_err();
        written
    }
}

impl fmt::Write for Buffer<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes())
    }
}

/// Formats and writes. No other function makes a `dyn Write` of a [`Buffer`], because the compiler
/// emits its table once for each unit of code that does.
#[inline(never)]
pub(super) fn formatted(fd: BorrowedFd<'static>, text: fmt::Arguments<'_>, waits: bool) {
    let mut room = MaybeUninit::uninit();
    let mut buffer = Buffer::new(&mut room, fd, waits);
    // An error comes from the descriptor or from a `Display`. In the second case, the text before
    // it is still written.
    let _ = fmt::Write::write_fmt(&mut buffer, text);
    let _ = buffer.flush();
}

/// Whether a text without arguments waits for a full descriptor.
///
/// Only `entry!(main)` sets it. So in a program that starts with `entry!(main, bare)`, the
/// optimiser knows the value and removes the waiting.
#[cfg(feature = "start")]
static PLAIN_TEXT_WAITS: AtomicBool = AtomicBool::new(false);

/// Makes texts without arguments wait for a full descriptor, too.
#[cfg(feature = "start")]
#[inline]
pub(super) fn wait_with_plain_text() {
    PLAIN_TEXT_WAITS.store(true, Relaxed);
}

/// Prints for the macros. It is always inlined, so that the compiler recognises a text without
/// arguments and links nothing of `core::fmt` for it.
#[cfg(feature = "start")]
#[inline(always)]
pub fn print(fd: BorrowedFd<'static>, text: fmt::Arguments<'_>) {
    match text.as_str() {
        Some(text) => _ = write_all(fd, text.as_bytes(), PLAIN_TEXT_WAITS.load(Relaxed)),
        None => formatted(fd, text, true),
    }
}

/// Prints to standard output.
///
/// The text of one invocation is formatted into a buffer of 1 KiB on the stack, which is written
/// when it is full and at the end. A text that fits is one `write`, and nothing remains in the
/// buffer when the macro returns. A text without arguments is written directly, and links nothing
/// of `core::fmt`.
///
/// An interrupted `write` is repeated, and a short one is continued. If the descriptor is
/// non-blocking and full, `ppoll` waits until it can be written to. Any other error ends the
/// invocation: the rest of its text is dropped, and the error is not reported. Examples are a full
/// device and a closed descriptor, and also a pipe without readers if the program ignores or
/// handles SIGPIPE, which otherwise ends it. Printing never panics.
///
/// In a program that does not start with `entry!(main)`, such as one that starts with
/// `entry!(main, bare)`, a text without arguments does not wait. If the descriptor is full, the
/// rest of that text is dropped.
///
/// If a `Display` prints in turn, its text appears before the part of the outer text that is still
/// in the buffer. If it returns an error, the outer text ends there, and the text before the error
/// is written. If it panics, what is still in the buffer is lost.
///
/// If the program was started without standard output, the next file that it opens may get
/// descriptor 1, and the text is written to that file. To prevent this, call
/// [`rt::open_closed_stdio`](crate::rt::open_closed_stdio) first.
///
/// The system calls are `write` and `ppoll`.
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
