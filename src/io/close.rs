//! `close(2)`.

use crate::errno::Result;
use crate::fd::OwnedFd;
use crate::sys::sys;

/// `close(2)`: closes a descriptor, and returns the error that dropping it would ignore.
///
/// The descriptor is closed even if the call returns an error, so there is nothing to retry.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal arrived while the driver was closing the file.
/// - [`DQUOT`](crate::Errno::DQUOT), [`IO`](crate::Errno::IO), [`NOSPC`](crate::Errno::NOSPC): data
///   that was written earlier is lost. Not every file system reports this here.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [close(2)](https://man7.org/linux/man-pages/man2/close.2.html)
#[inline]
pub fn close(fd: OwnedFd) -> Result<()> {
    // SAFETY: `fd` owned the descriptor, and is consumed.
    unsafe { sys!(CLOSE, fd.into_raw_fd()) }
}
