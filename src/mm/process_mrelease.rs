//! `process_mrelease(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `process_mrelease(2)`: frees the memory of a process that is being killed, before it gets to that itself.
///
/// `pidfd` means the process. The kernel knows no flags for this call; 0 is passed.
///
/// The call is safe: it takes memory only from who will not run in user mode again, and not if somebody shares it who will.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): part of the memory could not be had for now.
/// - [`BADF`](crate::Errno::BADF): no descriptor of a process.
/// - [`INTR`](crate::Errno::INTR): a signal that ends this process.
/// - [`INVAL`](crate::Errno::INVAL): the process is not being killed, or shares its memory with one that is not.
/// - [`SRCH`](crate::Errno::SRCH): the process has ended, or given its memory back already.
///
/// # Kernel
///
/// Linux 5.15, `mm/oom_kill.c`.
/// [process_mrelease(2)](https://man7.org/linux/man-pages/man2/process_mrelease.2.html)
#[inline]
pub fn process_mrelease(pidfd: impl AsFd) -> Result<()> {
    const FLAGS: u32 = 0;
    // SAFETY: takes memory from a process that never runs again.
    unsafe { sys!(PROCESS_MRELEASE, pidfd.as_fd(), FLAGS) }
}
