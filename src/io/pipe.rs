//! `pipe2(2)`.

use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::{OwnedFd, RawFd};
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`pipe2`] (`O_`).
    pub struct PipeFlags: u32 {
        /// Creates a pipe for notifications by the kernel (Linux 5.8).
        const NOTIFICATION_PIPE ("O_NOTIFICATION_PIPE") = 0o200;
        /// Returns `EAGAIN` from a read if the pipe is empty, and from a write if it is full.
        const NONBLOCK ("O_NONBLOCK") = 0o4000;
        /// Turns each write into a packet, and returns one packet from each read.
        const DIRECT ("O_DIRECT") = 0o40000;
        /// Closes both ends at `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o2000000;
    }
}

/// `pipe2(2)`: creates a pipe.
///
/// Returns the read end and the write end.
///
/// ```
/// use trapgate::io::{self, PipeFlags};
///
/// let (reader, writer) = io::pipe2(PipeFlags::CLOEXEC)?;
/// io::write(&writer, b"trapgate")?;
/// drop(writer);
/// let mut buf = [0; 16];
/// assert_eq!(io::read(&reader, &mut buf)?, 8);
/// assert_eq!(io::read(&reader, &mut buf)?, 0, "no writer is left");
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag.
/// - [`MFILE`](crate::Errno::MFILE): the process has too many open descriptors.
/// - [`NFILE`](crate::Errno::NFILE): the system has too many open files, or the user's pipes use
///   too much memory.
/// - [`NOPKG`](crate::Errno::NOPKG): [`PipeFlags::NOTIFICATION_PIPE`] is set, and the kernel was
///   built without such pipes.
///
/// # Kernel
///
/// Linux 2.6.27, `fs/pipe.c`. [pipe(2)](https://man7.org/linux/man-pages/man2/pipe.2.html)
#[doc(alias = "pipe")]
#[inline]
pub fn pipe2(flags: PipeFlags) -> Result<(OwnedFd, OwnedFd)> {
    let mut ends = MaybeUninit::<[RawFd; 2]>::uninit();
    // SAFETY: the kernel writes two descriptors, for which `ends` has room.
    let done: Result<()> = unsafe { sys!(PIPE2, ends.as_mut_ptr(), flags) };
    done.map(|()| {
        // SAFETY: the call succeeded, so the kernel has written both descriptors.
        let [reader, writer] = unsafe { ends.assume_init() };
        // SAFETY: both descriptors are new, so no other code owns them.
        unsafe { (OwnedFd::from_raw_fd(reader), OwnedFd::from_raw_fd(writer)) }
    })
}
