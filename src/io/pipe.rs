//! `pipe2(2)`.

use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::fd::{OwnedFd, RawFd};
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// `O_*` of a pipe.
    pub struct PipeFlags: u32 {
        /// For the kernel's notifications (Linux 5.8).
        const NOTIFICATION_PIPE ("O_NOTIFICATION_PIPE") = 0o200;
        /// Reading from an empty pipe is `EAGAIN`, and so is writing to a full one.
        const NONBLOCK ("O_NONBLOCK") = 0o4000;
        /// Each write is a packet, and each read gets one.
        const DIRECT ("O_DIRECT") = 0o40000;
        /// Both ends are closed by `execve`.
        const CLOEXEC ("O_CLOEXEC") = 0o2000000;
    }
}

/// `pipe2(2)`: opens a pipe.
///
/// Returns the end to read from and the end to write to.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): unknown flags.
/// - [`MFILE`](crate::Errno::MFILE): too many descriptors in the process.
/// - [`NFILE`](crate::Errno::NFILE): too many files in the system, or too much memory in the user's pipes.
/// - [`NOPKG`](crate::Errno::NOPKG): [`PipeFlags::NOTIFICATION_PIPE`], and the kernel was built without.
///
/// # Kernel
///
/// Linux 2.6.27, `fs/pipe.c`. [pipe(2)](https://man7.org/linux/man-pages/man2/pipe.2.html)
#[doc(alias = "pipe")]
#[inline]
pub fn pipe2(flags: PipeFlags) -> Result<(OwnedFd, OwnedFd)> {
    let mut ends = MaybeUninit::<[RawFd; 2]>::uninit();
    // SAFETY: the kernel writes two descriptors.
    let done: Result<()> = unsafe { sys!(PIPE2, ends.as_mut_ptr(), flags) };
    done.map(|()| {
        // SAFETY: after a success it has.
        let [reader, writer] = unsafe { ends.assume_init() };
        // SAFETY: both are new, and nobody else has them.
        unsafe { (OwnedFd::from_raw_fd(reader), OwnedFd::from_raw_fd(writer)) }
    })
}
