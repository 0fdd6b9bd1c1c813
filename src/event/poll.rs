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
    /// `POLL*`: what a descriptor is ready for.
    pub struct PollFlags: u16 {
        /// Reading.
        const IN ("POLLIN") = 0x0001;
        /// Reading something exceptional, such as urgent data.
        const PRI ("POLLPRI") = 0x0002;
        /// Writing.
        const OUT ("POLLOUT") = 0x0004;
        /// An error is pending; always watched.
        const ERR ("POLLERR") = 0x0008;
        /// The other side hung up; always watched.
        const HUP ("POLLHUP") = 0x0010;
        /// Not an open descriptor; always watched.
        const NVAL ("POLLNVAL") = 0x0020;
        /// Reading, as `IN`.
        const RDNORM ("POLLRDNORM") = 0x0040;
        /// Reading data with a priority.
        const RDBAND ("POLLRDBAND") = 0x0080;
        /// Writing, as `OUT`.
        const WRNORM ("POLLWRNORM") = 0x0100;
        /// Writing data with a priority.
        const WRBAND ("POLLWRBAND") = 0x0200;
        /// Never given.
        const MSG ("POLLMSG") = 0x0400;
        /// Never given.
        const REMOVE ("POLLREMOVE") = 0x1000;
        /// The other side of a stream socket will write no more.
        const RDHUP ("POLLRDHUP") = 0x2000;
    }
}

/// A descriptor to watch, what to watch it for, and what the last call found (`struct pollfd`).
///
/// A negative descriptor is not watched.
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
    /// Watches `fd` for `events`.
    #[inline]
    #[must_use]
    pub fn new<Fd: AsFd + ?Sized>(fd: &'fd Fd, events: PollFlags) -> Self {
        Self::from_borrowed_fd(fd.as_fd(), events)
    }

    /// Watches a borrowed descriptor for `events`.
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

    /// What it is watched for.
    #[inline]
    #[must_use]
    pub const fn events(&self) -> PollFlags {
        self.events
    }

    /// Watches it for something else.
    #[inline]
    pub const fn set_events(&mut self, events: PollFlags) {
        self.events = events;
    }

    /// What the last call found.
    #[inline]
    #[must_use]
    pub const fn revents(&self) -> PollFlags {
        self.revents
    }
}

impl AsFd for PollFd<'_> {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the descriptor was borrowed for longer than this value lives.
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

/// `ppoll(2)`: waits until one of the descriptors is ready, and says which.
///
/// Returns how many are: those whose [`revents`](PollFd::revents) are not empty; 0 when the time is over. The timeout is
/// a span, of which the kernel writes back what is left; without one the call waits for as long as it takes. With a mask
/// the thread blocks the signals in it while it waits, instead of those that it blocks otherwise.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal came first; the timeout is written back as well.
/// - [`INVAL`](crate::Errno::INVAL): more descriptors than the process may open, or a timeout that is negative or has too
///   many nanoseconds.
/// - [`NOMEM`](crate::Errno::NOMEM): no memory in the kernel.
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
    // SAFETY: the kernel reads and writes at most `len` entries (it takes 32 bits of the number), writes the timeout, and
    // reads the mask, whose size is given.
    unsafe { sys!(PPOLL, ptr, len, timeout, sigmask, size_of::<SigSet>()) }
}
