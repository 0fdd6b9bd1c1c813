//! `dup3(2)`.

use crate::errno::Result;
use crate::invoke::sys;
use crate::types::fd::{AsFd, OwnedFd, RawFd};
use crate::types::flags;

flags! {
    /// How [`dup3`] makes the new descriptor.
    pub struct DupFlags: u32 {
        /// Close at exec (`O_CLOEXEC`).
        const CLOEXEC = 0o200_0000;
    }
}

/// `dup3(2)`: makes `new` another descriptor of what `fd` has open, and closes what it had open before.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`BUSY`](crate::Errno::BUSY): another thread is just opening `new`.
/// - [`INTR`](crate::Errno::INTR): a signal came while the driver of the old file was finishing.
/// - [`INVAL`](crate::Errno::INVAL): `fd` is `new`, or an unknown flag.
///
/// # Kernel
///
/// Linux 2.6.27, `fs/file.c`. [dup3(2)](https://man7.org/linux/man-pages/man2/dup.2.html)
#[doc(alias = "dup2")]
#[inline]
pub fn dup3(fd: impl AsFd, new: &mut OwnedFd, flags: DupFlags) -> Result<()> {
    // SAFETY: `new` owns its number before and after; nobody borrows what is closed, since the owner is exclusive here.
    let number: Result<RawFd> = unsafe { sys!(DUP3, fd.as_fd(), new.as_raw_fd(), flags) };
    number.map(|_| ())
}
