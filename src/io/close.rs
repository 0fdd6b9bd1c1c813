//! `close(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;

/// `close(2)`: closes a descriptor, and says what dropping it would hide.
///
/// The descriptor is gone whatever the answer; there is nothing to try again.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal came while the driver was finishing.
/// - [`DQUOT`](crate::Errno::DQUOT), [`IO`](crate::Errno::IO), [`NOSPC`](crate::Errno::NOSPC): an earlier write is lost;
///   not every file system says so here.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [close(2)](https://man7.org/linux/man-pages/man2/close.2.html)
#[inline]
pub fn close(fd: OwnedFd) -> Result<()> {
    // SAFETY: the descriptor was its owner's alone, and the owner is gone.
    unsafe { sys!(CLOSE, fd.into_raw_fd()) }
}
