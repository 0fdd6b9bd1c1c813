//! The messages that a read from a userfaultfd descriptor returns.

use core::fmt;
use core::iter::FusedIterator;

use crate::fd::RawFd;
use crate::types::flags;
use crate::types::id::Pid;

const UFFD_EVENT_PAGEFAULT: u8 = 0x12;
const UFFD_EVENT_FORK: u8 = 0x13;
const UFFD_EVENT_REMAP: u8 = 0x14;
const UFFD_EVENT_REMOVE: u8 = 0x15;
const UFFD_EVENT_UNMAP: u8 = 0x16;

flags! {
    /// The kind of a fault (`UFFD_PAGEFAULT_FLAG_`). If empty, the fault is a read from a missing
    /// page.
    pub struct UffdPagefaultFlags: u64 {
        /// The fault is a write. Also set for a missing page.
        const WRITE ("UFFD_PAGEFAULT_FLAG_WRITE") = 1;
        /// The page is write-protected (Linux 5.7).
        const WP ("UFFD_PAGEFAULT_FLAG_WP") = 2;
        /// The file has the page, but it is not mapped (Linux 5.13).
        const MINOR ("UFFD_PAGEFAULT_FLAG_MINOR") = 4;
    }
}

/// An event in the process that the descriptor belongs to (`struct uffd_msg`).
///
/// The thread that caused the event waits: after a fault, until the fault is handled; after any
/// other event, until the message is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UffdMsg {
    /// A thread accessed a page (`UFFD_EVENT_PAGEFAULT`).
    Pagefault {
        /// The kind of the fault.
        flags: UffdPagefaultFlags,
        /// The address of the page or, with [`EXACT_ADDRESS`](super::UffdFeatures::EXACT_ADDRESS),
        /// of the access.
        address: u64,
        /// The thread, if [`THREAD_ID`](super::UffdFeatures::THREAD_ID) is enabled.
        ptid: Option<Pid>,
    },
    /// The process called `fork` (`UFFD_EVENT_FORK`).
    Fork {
        /// A descriptor for the child's memory, with the same features and ranges.
        ///
        /// The read opened it in the process that called `read`, which must close it. To do so,
        /// pass it to [`OwnedFd::from_raw_fd`](crate::fd::OwnedFd::from_raw_fd) once. That function
        /// is unsafe because only the caller can know that a read from a userfaultfd descriptor
        /// wrote these bytes, and that no other code took the descriptor from them.
        ufd: RawFd,
    },
    /// Memory moved (`UFFD_EVENT_REMAP`). It is still registered.
    Remap {
        /// The old first address.
        from: u64,
        /// The new first address.
        to: u64,
        /// The old length in bytes.
        len: u64,
    },
    /// Pages were dropped, and are missing again (`UFFD_EVENT_REMOVE`).
    Remove {
        /// The first address.
        start: u64,
        /// The address after the last one.
        end: u64,
    },
    /// Memory was unmapped (`UFFD_EVENT_UNMAP`).
    Unmap {
        /// The first address.
        start: u64,
        /// The address after the last one.
        end: u64,
    },
    /// An event that this crate does not know.
    Unknown {
        /// The event's number (`UFFD_EVENT_`).
        event: u8,
        /// The data of the event.
        arg: [u64; 3],
    },
}

/// An iterator over the messages that a read from a userfaultfd descriptor wrote, or over those in
/// any bytes.
///
/// Each message has [`SIZE`](Self::SIZE) bytes, and a read needs room for at least one. The
/// iterator ends when fewer bytes are left, and never reads outside the bytes.
///
/// ```no_run
/// # fn serve(uffd: trapgate::fd::OwnedFd) -> trapgate::Result<()> {
/// use trapgate::io;
/// use trapgate::mm::{UffdMsg, UffdMsgs};
///
/// let mut room = [0; 8 * UffdMsgs::SIZE];
/// let count = io::read(&uffd, &mut room)?;
/// for msg in UffdMsgs::new(room.get(..count).unwrap_or_default()) {
///     if let UffdMsg::Pagefault { flags, address, .. } = msg {
///         println!("{flags:?} at {address:#x}");
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct UffdMsgs<'buf> {
    bytes: &'buf [u8],
}

impl<'buf> UffdMsgs<'buf> {
    /// The size of a message in bytes.
    pub const SIZE: usize = 32;

    /// Creates an iterator over the messages in these bytes, which need no alignment.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        Self { bytes }
    }
}

impl fmt::Debug for UffdMsgs<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Returns the eight bytes at an offset of a message, or 0 if the message ends before.
#[inline]
fn word(msg: &[u8; UffdMsgs::SIZE], at: usize) -> u64 {
    let bytes = msg.get(at..).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| u64::from_ne_bytes(*bytes))
}

impl Iterator for UffdMsgs<'_> {
    type Item = UffdMsg;

    #[inline]
    fn next(&mut self) -> Option<UffdMsg> {
        let (msg, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        let &[event, ..]: &[u8; UffdMsgs::SIZE] = msg;
        let arg @ [first, second, third] = [word(msg, 8), word(msg, 16), word(msg, 24)];
        Some(match event {
            UFFD_EVENT_PAGEFAULT => UffdMsg::Pagefault {
                flags: UffdPagefaultFlags::from_bits_retain(first),
                address: second,
                ptid: match third as i32 {
                    0 => None,
                    ptid => Some(Pid::from_raw(ptid)),
                },
            },
            UFFD_EVENT_FORK => UffdMsg::Fork {
                ufd: first as RawFd,
            },
            UFFD_EVENT_REMAP => UffdMsg::Remap {
                from: first,
                to: second,
                len: third,
            },
            UFFD_EVENT_REMOVE => UffdMsg::Remove {
                start: first,
                end: second,
            },
            UFFD_EVENT_UNMAP => UffdMsg::Unmap {
                start: first,
                end: second,
            },
            _ => UffdMsg::Unknown { event, arg },
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.bytes.len() / Self::SIZE;
        (count, Some(count))
    }
}

impl ExactSizeIterator for UffdMsgs<'_> {}

/// `next` leaves bytes that are too short for a message where they are, so it returns `None` from
/// then on.
impl FusedIterator for UffdMsgs<'_> {}
