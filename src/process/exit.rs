//! `exit_group(2)`.

use crate::errno::Result;
use crate::sys::sys;

/// `exit_group(2)`: ends this process with all its threads.
///
/// The parent receives the low 8 bits of `status`. The function does nothing else: no destructor
/// runs, and no buffer is flushed.
///
/// If a seccomp filter makes the call return an error, the function repeats it forever.
///
/// # Kernel
///
/// Linux 2.6, `kernel/exit.c`.
/// [exit_group(2)](https://man7.org/linux/man-pages/man2/exit_group.2.html)
#[doc(alias = "_exit")]
#[inline]
pub fn exit_group(status: i32) -> ! {
    loop {
        // SAFETY: the call changes no memory that anything can use after it.
        let _: Result<()> = unsafe { sys!(EXIT_GROUP, status) };
    }
}
