//! The panic handler.

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::print::formatted;
use super::stdio::STDERR;
use crate::errno::Result;
use crate::sys::sys;

/// Prints the message and the location of a panic to standard error, and ends the process by
/// SIGABRT.
///
/// Printing does not wait: if standard error is non-blocking and full, the rest of the message is
/// dropped.
///
/// If a panic is already being printed, its message may be what panics. So of this panic, only the
/// location and a message without arguments are printed.
#[inline(never)]
pub fn panicked(info: &PanicInfo<'_>) -> ! {
    static PANICKED: AtomicBool = AtomicBool::new(false);
    if !PANICKED.swap(true, Relaxed) {
        formatted(STDERR, format_args!("{info}\n"), false);
    } else if let Some(place) = info.location() {
        let text = info.message().as_str().unwrap_or_default();
        formatted(
            STDERR,
            format_args!("panicked at {place}:\n{text}\n"),
            false,
        );
    }
    abort()
}

/// SIGABRT on x86.
const SIGABRT: i32 = 6;

/// SIG_UNBLOCK on x86.
const SIG_UNBLOCK: i32 = 1;

/// Ends the process by SIGABRT, even if the program blocks, ignores or handles that signal. If the
/// process survives it, this ends the process with the status that a shell reports for SIGABRT.
fn abort() -> ! {
    let mask = 1u64 << (SIGABRT - 1);
    // A `struct sigaction` of zeros is SIG_DFL. Its size is 20 bytes on i686 and 32 on x86_64.
    let default = [0usize; 5];
    let (none, size) = (core::ptr::null_mut::<u8>(), size_of::<u64>());
    // SAFETY: the kernel reads the mask and the action, and writes nothing back.
    let _: [Result<()>; 2] = unsafe {
        [
            sys!(RT_SIGACTION, SIGABRT, default.as_ptr(), none, size),
            sys!(RT_SIGPROCMASK, SIG_UNBLOCK, &raw const mask, none, size),
        ]
    };
    // SAFETY: the signal ends the process, which breaks no memory.
    unsafe {
        let (process, thread): (u32, u32) = (sys!(GETPID), sys!(GETTID));
        let _: Result<()> = sys!(TGKILL, process, thread, SIGABRT);
    }
    loop {
        // SAFETY: nothing runs after this call. It is reached if the process is the first of its
        // pid namespace, which survives the signal.
        let () = unsafe { sys!(EXIT_GROUP, 128 + SIGABRT) };
    }
}
