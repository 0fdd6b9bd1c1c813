//! The panic handler.

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::print::formatted;
use super::stdio::STDERR;
use crate::errno::Result;
use crate::sys::sys;

/// Writes what panicked and where to standard error, then ends the process by SIGABRT.
///
/// The message does not wait: if standard error is non-blocking and full, the rest of it is dropped.
///
/// If another panic is being written already, its message may be what panics. So of this one only the
/// place and a message without arguments are written.
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

/// Ends the process by SIGABRT, whatever became of the signal, and where that cannot be, with the status that a shell
/// makes of it.
fn abort() -> ! {
    let mask = 1u64 << (SIGABRT - 1);
    // A `struct sigaction` of zeros: SIG_DFL. 20 bytes on i686, 32 on x86_64.
    let default = [0usize; 5];
    let (none, size) = (core::ptr::null_mut::<u8>(), size_of::<u64>());
    // SAFETY: the kernel reads the mask and the action, and writes nothing back.
    let _: [Result<()>; 2] = unsafe {
        [
            sys!(RT_SIGACTION, SIGABRT, default.as_ptr(), none, size),
            sys!(RT_SIGPROCMASK, SIG_UNBLOCK, &raw const mask, none, size),
        ]
    };
    // SAFETY: the signal's action is to end the process.
    unsafe {
        let (process, thread): (u32, u32) = (sys!(GETPID), sys!(GETTID));
        let _: Result<()> = sys!(TGKILL, process, thread, SIGABRT);
    }
    loop {
        // SAFETY: the first process of a system survives the signal; nothing runs after this call.
        let () = unsafe { sys!(EXIT_GROUP, 128 + SIGABRT) };
    }
}
