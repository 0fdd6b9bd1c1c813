//! `exit_group(2)`.

use crate::errno::Result;
use crate::sys::sys;

/// `exit_group(2)`: ends this process with all its threads.
///
/// Who waits for it sees the low 8 bits of `status`. Nothing else is done: no destructor runs and no buffer is flushed.
///
/// A seccomp filter that answers this call with an error makes the function ask again, without end.
///
/// # Kernel
///
/// Linux 2.6, `kernel/exit.c`. [exit_group(2)](https://man7.org/linux/man-pages/man2/exit_group.2.html)
#[doc(alias = "_exit")]
#[inline]
pub fn exit_group(status: i32) -> ! {
    loop {
        // SAFETY: touches no memory of this process that outlives the call.
        let _: Result<()> = unsafe { sys!(EXIT_GROUP, status) };
    }
}
