//! `memfd_secret(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// How [`memfd_secret`] makes the file.
    pub struct MemfdSecretFlags: u32 {
        /// Close at exec.
        const CLOEXEC ("O_CLOEXEC") = 0o2000000;
    }
}

/// `memfd_secret(2)`: makes a file in memory that not even the kernel has mapped.
///
/// It is empty: [`fs::ftruncate`](crate::fs::ftruncate) gives it a size, once, and a shared mapping
/// is the one way to its bytes, since nothing reads from it or writes to it. Its pages are locked
/// in memory and count as such.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`MFILE`](crate::Errno::MFILE), [`NFILE`](crate::Errno::NFILE): the process or the system
///   has reached its limit of open descriptors.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 5.14, or where the system has it disabled:
///   before Linux 6.5 it is, unless started with `secretmem.enable=1`.
///
/// # Kernel
///
/// Linux 5.14, `mm/secretmem.c`.
/// [memfd_secret(2)](https://man7.org/linux/man-pages/man2/memfd_secret.2.html)
#[inline]
pub fn memfd_secret(flags: MemfdSecretFlags) -> Result<OwnedFd> {
    // SAFETY: the descriptor that the kernel answers is new.
    unsafe { sys!(MEMFD_SECRET, flags) }
}
