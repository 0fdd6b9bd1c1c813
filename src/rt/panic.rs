//! The panic handler.

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::print::complain;
use crate::errno::Result;
use crate::invoke::sys;

/// Says on standard error what panicked and where, then ends the process by SIGABRT.
///
/// A panic while the message of another is being written says nothing more.
#[inline(never)]
pub fn panicked(info: &PanicInfo<'_>) -> ! {
    static PANICKED: AtomicBool = AtomicBool::new(false);
    if !PANICKED.swap(true, Relaxed) {
        complain(format_args!("{info}\n"));
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
