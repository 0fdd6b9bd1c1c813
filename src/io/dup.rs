//! `dup(2)`, `dup3(2)`.

use crate::errno::Result;
use crate::fd::{AsFd, OwnedFd, RawFd};
use crate::sys::sys;
use crate::types::flags;

/// `dup(2)`: the lowest free descriptor becomes another one of what `fd` has open.
///
/// It stays open at exec; [`fcntl_dupfd_cloexec`](super::fcntl_dupfd_cloexec) makes one that does not. File position and
/// [`fcntl_setfl`](super::fcntl_setfl)'s flags are the same for both, the flags of the descriptor are not.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`MFILE`](crate::Errno::MFILE): too many descriptors in the process.
///
/// # Kernel
///
/// Linux 1.0, `fs/file.c`. [dup(2)](https://man7.org/linux/man-pages/man2/dup.2.html)
#[inline]
pub fn dup(fd: impl AsFd) -> Result<OwnedFd> {
    // SAFETY: the descriptor that the kernel answers is new.
    unsafe { sys!(DUP, fd.as_fd()) }
}

flags! {
    /// How [`dup3`] makes the new descriptor.
    pub struct DupFlags: u32 {
        /// Close at exec.
        const CLOEXEC ("O_CLOEXEC") = 0o200_0000;
    }
}

/// `dup3(2)`: makes `new` another descriptor of what `fd` has open, and closes what it had open before.
///
/// Safe, because nobody else can have `new`: as long as it is borrowed from its owner, the owner is not to be had like this.
/// A number that has no owner here, such as that of standard output, gets one by `OwnedFd::from_raw_fd`, which is unsafe and
/// names the duty, in a `ManuallyDrop` that keeps it open behind the call. What closing the old file has to say is lost.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or `new` is a number beyond the limit of the process.
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
