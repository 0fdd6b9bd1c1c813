//! `process_mrelease(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `process_mrelease(2)`: frees the memory of a process that is being killed, before the process
/// does so itself.
///
/// `pidfd` refers to the process. No flag is defined yet, so the function passes 0.
///
/// The call is safe: it frees only memory of processes that will not return to user mode. If a
/// process that will do so shares the memory, the call fails.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): part of the memory could not be freed for now.
/// - [`BADF`](crate::Errno::BADF): `pidfd` does not refer to a process.
/// - [`INTR`](crate::Errno::INTR): a signal that ends the calling process arrived.
/// - [`INVAL`](crate::Errno::INVAL): the process is not being killed, or shares its memory with one
///   that is not.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended, or has freed its memory already.
///
/// # Kernel
///
/// Linux 5.15, `mm/oom_kill.c`.
/// [process_mrelease(2)](https://man7.org/linux/man-pages/man2/process_mrelease.2.html)
#[inline]
pub fn process_mrelease(pidfd: impl AsFd) -> Result<()> {
    const FLAGS: u32 = 0;
    // SAFETY: the kernel frees memory only of a process that never returns to user mode.
    unsafe { sys!(PROCESS_MRELEASE, pidfd.as_fd(), FLAGS) }
}
