//! `flock(2)`.

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// What [`flock`] does (`LOCK_`): one of `SH`, `EX` and `UN`, perhaps with `NB`.
    pub struct FlockOperation: u32 {
        /// A lock that others may have, too.
        const SH ("LOCK_SH") = 1;
        /// A lock that nobody else has.
        const EX ("LOCK_EX") = 2;
        /// Do not wait.
        const NB ("LOCK_NB") = 4;
        /// Give the lock up.
        const UN ("LOCK_UN") = 8;
        /// A kind of lock that the kernel has dropped: since Linux 5.16 nothing happens, and that is no error.
        const MAND ("LOCK_MAND") = 32;
        /// With `MAND`: others may read.
        const READ ("LOCK_READ") = 64;
        /// With `MAND`: others may write.
        const WRITE ("LOCK_WRITE") = 128;
        /// With `MAND`: others may do both.
        const RW ("LOCK_RW") = 192;
    }
}

/// `flock(2)`: locks the whole file for this open file, or gives the lock up.
///
/// A child and duplicates of the descriptor share the lock; it is gone with the last of these. Going from one kind to the
/// other is not one step: others may get in between, and the lock is lost if that fails. Locks bind only those who ask, and
/// know nothing of those of [`fcntl_setlk`](super::fcntl_setlk).
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): somebody else has a lock that does not go with this one, and
///   [`NB`](FlockOperation::NB).
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INTR`](crate::Errno::INTR): a signal came while it waited.
/// - [`INVAL`](crate::Errno::INVAL): not one of the three.
/// - [`NOLCK`](crate::Errno::NOLCK): no memory for locks.
///
/// # Kernel
///
/// Linux 2.0, `fs/locks.c`. [flock(2)](https://man7.org/linux/man-pages/man2/flock.2.html)
#[inline]
pub fn flock(fd: impl AsFd, operation: FlockOperation) -> Result<()> {
    // SAFETY: no memory is involved.
    unsafe { sys!(FLOCK, fd.as_fd(), operation) }
}
