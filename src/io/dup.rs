//! `dup(2)`, `dup3(2)`.

use crate::errno::Result;
use crate::fd::{AsFd, OwnedFd, RawFd};
use crate::sys::sys;
use crate::types::flags;

/// `dup(2)`: duplicates a descriptor to the lowest number that is free.
///
/// Returns the new descriptor. Both descriptors refer to the same open file description, so they
/// share the file position and the flags of [`fcntl_setfl`](super::fcntl_setfl), but not the
/// descriptor flags. The new descriptor stays open at `execve`;
/// [`fcntl_dupfd_cloexec`](super::fcntl_dupfd_cloexec) creates one that the kernel closes.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`MFILE`](crate::Errno::MFILE): the process has too many open descriptors.
///
/// # Kernel
///
/// Linux 1.0, `fs/file.c`. [dup(2)](https://man7.org/linux/man-pages/man2/dup.2.html)
#[inline]
pub fn dup(fd: impl AsFd) -> Result<OwnedFd> {
    // SAFETY: the descriptor that the kernel returns is new.
    unsafe { sys!(DUP, fd.as_fd()) }
}

flags! {
    /// Flags for [`dup3`] (`O_`).
    pub struct DupFlags: u32 {
        /// Closes the new descriptor at `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o200_0000;
    }
}

/// `dup3(2)`: makes `new` a duplicate of `fd`, and closes the file that `new` referred to.
///
/// The call is safe because `new` is borrowed exclusively: no other code can be using the
/// descriptor that it replaces. Errors from closing the old file are lost.
///
/// To replace a descriptor that has no owner, such as standard output, create one with
/// [`OwnedFd::from_raw_fd`], which is unsafe and lists the duties. Keep it in a `ManuallyDrop`, so
/// that the descriptor stays open.
///
/// ```no_run
/// use core::mem::ManuallyDrop;
/// use trapgate::fd::OwnedFd;
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::io::{self, DupFlags};
///
/// let log = fs::openat(fs::CWD, c"log", OpenFlags::WRONLY | OpenFlags::CLOEXEC, Mode::empty())?;
/// // SAFETY: descriptor 1 is open, and no other code closes it.
/// let mut stdout = ManuallyDrop::new(unsafe { OwnedFd::from_raw_fd(1) });
/// io::dup3(&log, &mut stdout, DupFlags::empty())?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, or `new` is not below the limit of the
///   process.
/// - [`BUSY`](crate::Errno::BUSY): another thread is opening the number of `new` at this moment.
/// - [`INTR`](crate::Errno::INTR): a signal arrived while the driver was closing the old file.
/// - [`INVAL`](crate::Errno::INVAL): `fd` and `new` are the same descriptor, or `flags` contains an
///   unknown flag.
///
/// # Kernel
///
/// Linux 2.6.27, `fs/file.c`. [dup3(2)](https://man7.org/linux/man-pages/man2/dup.2.html)
#[doc(alias = "dup2")]
#[inline]
pub fn dup3(fd: impl AsFd, new: &mut OwnedFd, flags: DupFlags) -> Result<()> {
    // SAFETY: `new` owns its number before and after the call. It is borrowed exclusively, so no
    // borrow of the descriptor that the kernel closes exists.
    let number: Result<RawFd> = unsafe { sys!(DUP3, fd.as_fd(), new.as_raw_fd(), flags) };
    number.map(|_| ())
}
