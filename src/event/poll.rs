//! `ppoll(2)`.

use core::fmt;
use core::marker::PhantomData;

use static_assertions::const_assert_eq;

use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd, RawFd};
use crate::sys::sys;
use crate::types::flags;
use crate::types::sigset::SigSet;
use crate::types::time::{self, Timespec};

flags! {
    /// Events of a descriptor (`POLL`): those to wait for, and those that occurred.
    pub struct PollFlags: u16 {
        /// Data can be read.
        const IN ("POLLIN") = 0x0001;
        /// An exceptional condition, such as urgent data.
        const PRI ("POLLPRI") = 0x0002;
        /// Data can be written.
        const OUT ("POLLOUT") = 0x0004;
        /// An error is pending. The kernel always reports it.
        const ERR ("POLLERR") = 0x0008;
        /// The other side hung up. The kernel always reports it.
        const HUP ("POLLHUP") = 0x0010;
        /// The descriptor is not open. The kernel always reports it.
        const NVAL ("POLLNVAL") = 0x0020;
        /// Data can be read, as for `IN`.
        const RDNORM ("POLLRDNORM") = 0x0040;
        /// Data with a priority can be read.
        const RDBAND ("POLLRDBAND") = 0x0080;
        /// Data can be written, as for `OUT`.
        const WRNORM ("POLLWRNORM") = 0x0100;
        /// Data with a priority can be written.
        const WRBAND ("POLLWRBAND") = 0x0200;
        /// The kernel does not report it.
        const MSG ("POLLMSG") = 0x0400;
        /// The kernel does not report it.
        const REMOVE ("POLLREMOVE") = 0x1000;
        /// The other side of a stream socket has closed the connection, or will not write to it any
        /// more.
        const RDHUP ("POLLRDHUP") = 0x2000;
    }
}

/// A descriptor, the events to wait for, and the events of the last call (`struct pollfd`).
///
/// The kernel ignores an entry whose descriptor is negative.
#[derive(Clone)]
#[repr(C)]
pub struct PollFd<'fd> {
    fd: RawFd,
    events: PollFlags,
    revents: PollFlags,
    owner: PhantomData<BorrowedFd<'fd>>,
}

const_assert_eq!(size_of::<PollFd<'_>>(), 8);

impl<'fd> PollFd<'fd> {
    /// Creates an entry that waits for `events` of `fd`.
    #[inline]
    #[must_use]
    pub fn new<Fd: AsFd + ?Sized>(fd: &'fd Fd, events: PollFlags) -> Self {
        Self::from_borrowed_fd(fd.as_fd(), events)
    }

    /// Creates an entry that waits for `events` of a borrowed descriptor.
    #[inline]
    #[must_use]
    pub const fn from_borrowed_fd(fd: BorrowedFd<'fd>, events: PollFlags) -> Self {
        Self {
            fd: fd.as_raw_fd(),
            events,
            revents: PollFlags::empty(),
            owner: PhantomData,
        }
    }

    /// Returns the events to wait for.
    #[inline]
    #[must_use]
    pub const fn events(&self) -> PollFlags {
        self.events
    }

    /// Replaces the events to wait for.
    #[inline]
    pub const fn set_events(&mut self, events: PollFlags) {
        self.events = events;
    }

    /// Returns the events that the last call reported.
    #[inline]
    #[must_use]
    pub const fn revents(&self) -> PollFlags {
        self.revents
    }
}

impl AsFd for PollFd<'_> {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the descriptor was borrowed for `'fd`, which outlives `self`.
        unsafe { BorrowedFd::borrow_raw(self.fd) }
    }
}

impl fmt::Debug for PollFd<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PollFd")
            .field("fd", &self.fd)
            .field("events", &self.events)
            .field("revents", &self.revents)
            .finish()
    }
}

/// `ppoll(2)`: waits until one of several descriptors is ready.
///
/// Returns the number of entries that are ready, whose [`revents`](PollFd::revents) are not empty;
/// 0 means that the timeout expired. The timeout is a duration. The kernel replaces it with the
/// time that is left. Without a timeout the call waits without limit. With a mask, the call blocks
/// the signals in `sigmask`, instead of those in the thread's own mask, while it waits.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal arrived first. The kernel updates the timeout in this
///   case too.
/// - [`INVAL`](crate::Errno::INVAL): `fds` has more entries than the process may have descriptors
///   open, or the timeout is negative or has too many nanoseconds.
/// - [`NOMEM`](crate::Errno::NOMEM): the kernel is out of memory.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/select.c`; on i686 `ppoll_time64`, Linux 5.1.
/// [ppoll(2)](https://man7.org/linux/man-pages/man2/poll.2.html)
#[doc(alias = "ppoll_time64")]
#[doc(alias = "poll")]
#[inline]
pub fn ppoll(
    fds: &mut [PollFd<'_>],
    timeout: Option<&mut Timespec>,
    sigmask: Option<&SigSet>,
) -> Result<usize> {
    time::whole(timeout.as_deref())?;
    let (ptr, len) = (fds.as_mut_ptr(), fds.len());
    // SAFETY: the kernel reads and writes at most `len` entries (it uses the lower 32 bits of
    // `len`), updates the timeout, and reads the mask, whose size is passed.
    unsafe { sys!(PPOLL, ptr, len, timeout, sigmask, size_of::<SigSet>()) }
}
