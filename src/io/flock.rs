//! `flock(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// The operation of [`flock`] (`LOCK_`): one of `SH`, `EX` and `UN`, which `NB` may be combined
    /// with.
    pub struct FlockOperation: u32 {
        /// Takes a shared lock: others may hold one at the same time.
        const SH ("LOCK_SH") = 1;
        /// Takes an exclusive lock: no other lock exists at the same time.
        const EX ("LOCK_EX") = 2;
        /// Does not wait.
        const NB ("LOCK_NB") = 4;
        /// Releases the lock.
        const UN ("LOCK_UN") = 8;
        /// A mandatory lock. The kernel no longer has these: since Linux 5.16, the call succeeds
        /// without effect.
        const MAND ("LOCK_MAND") = 32;
        /// With `MAND`: others may read.
        const READ ("LOCK_READ") = 64;
        /// With `MAND`: others may write.
        const WRITE ("LOCK_WRITE") = 128;
        /// With `MAND`: others may read and write.
        const RW ("LOCK_RW") = 192;
    }
}

/// `flock(2)`: locks a whole file, or releases the lock.
///
/// The lock belongs to the open file description. Duplicates of the descriptor and child processes
/// share it, and it is released when the last of these descriptors is closed. Changing the kind of
/// the lock is not atomic: another lock may be granted in between, and if the change fails, the old
/// lock is lost.
///
/// Locks are advisory: they affect only code that locks the file too. They are independent of the
/// locks of [`fcntl_setlk`](super::fcntl_setlk).
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): [`NB`](FlockOperation::NB) is set, and a conflicting lock
///   exists.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INTR`](crate::Errno::INTR): a signal arrived while the call was waiting.
/// - [`INVAL`](crate::Errno::INVAL): `operation` does not contain exactly one of `SH`, `EX` and
///   `UN`.
/// - [`NOLCK`](crate::Errno::NOLCK): the kernel has no memory for locks.
///
/// # Kernel
///
/// Linux 2.0, `fs/locks.c`. [flock(2)](https://man7.org/linux/man-pages/man2/flock.2.html)
#[inline]
pub fn flock(fd: impl AsFd, operation: FlockOperation) -> Result<()> {
    // SAFETY: the call accesses no memory.
    unsafe { sys!(FLOCK, fd.as_fd(), operation) }
}
