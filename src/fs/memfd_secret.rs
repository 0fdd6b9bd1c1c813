//! `memfd_secret(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// How [`memfd_secret`] creates the file.
    pub struct MemfdSecretFlags: u32 {
        /// Close the descriptor at `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o2000000;
    }
}

/// `memfd_secret(2)`: creates an anonymous file whose memory the kernel removes from its own
/// address space, and returns a descriptor.
///
/// The file is empty. [`fs::ftruncate`](crate::fs::ftruncate) can set its size once. A shared
/// mapping is the only way to access the content, because the file cannot be read or written. The
/// pages are locked in memory, and count towards `RLIMIT_MEMLOCK`.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`MFILE`](crate::Errno::MFILE), [`NFILE`](crate::Errno::NFILE): the process or the system
///   has reached its limit of open descriptors.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 5.14, or has the call
///   disabled. Before Linux 6.5 it is disabled unless the kernel was started with
///   `secretmem.enable=1`.
///
/// # Kernel
///
/// Linux 5.14, `mm/secretmem.c`.
/// [memfd_secret(2)](https://man7.org/linux/man-pages/man2/memfd_secret.2.html)
#[inline]
pub fn memfd_secret(flags: MemfdSecretFlags) -> Result<OwnedFd> {
    // SAFETY: the kernel returns a new descriptor.
    unsafe { sys!(MEMFD_SECRET, flags) }
}
