//! What reading a descriptor for page faults tells.

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
    /// `UFFD_PAGEFAULT_FLAG_*`: of which kind a fault is. Empty: a page is missing, and was read.
    pub struct UffdPagefaultFlags: u64 {
        /// A write; also for a missing page.
        const WRITE ("UFFD_PAGEFAULT_FLAG_WRITE") = 1;
        /// The page is write-protected (Linux 5.7).
        const WP ("UFFD_PAGEFAULT_FLAG_WP") = 2;
        /// The file has the page, and the mapping does not (Linux 5.13).
        const MINOR ("UFFD_PAGEFAULT_FLAG_MINOR") = 4;
    }
}

/// What has happened in the process that the descriptor belongs to (`struct uffd_msg`).
///
/// Whoever caused it waits: for a fault until it is served, for the others until they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UffdMsg {
    /// A thread has touched a page (`UFFD_EVENT_PAGEFAULT`).
    Pagefault {
        /// Of which kind.
        flags: UffdPagefaultFlags,
        /// Where: the page, or the byte with [`EXACT_ADDRESS`](super::UffdFeatures::EXACT_ADDRESS).
        address: u64,
        /// The thread, with [`THREAD_ID`](super::UffdFeatures::THREAD_ID).
        ptid: Option<Pid>,
    },
    /// The process has forked (`UFFD_EVENT_FORK`).
    Fork {
        /// A descriptor for the child's memory, with the same features and ranges.
        ///
        /// The read has opened it for the process that read, whose it is to close: it is not lost if
        /// [`OwnedFd::from_raw_fd`](crate::fd::OwnedFd::from_raw_fd) takes it once. That is unsafe as only the
        /// caller knows that a read of such a descriptor has written these bytes, and that nobody took it before.
        ufd: RawFd,
    },
    /// Memory has moved (`UFFD_EVENT_REMAP`). It is still registered.
    Remap {
        /// The first address before.
        from: u64,
        /// The first address now.
        to: u64,
        /// Bytes before.
        len: u64,
    },
    /// Pages have been dropped, and are missing again (`UFFD_EVENT_REMOVE`).
    Remove {
        /// The first address.
        start: u64,
        /// The address behind the last.
        end: u64,
    },
    /// Memory is no longer mapped (`UFFD_EVENT_UNMAP`).
    Unmap {
        /// The first address.
        start: u64,
        /// The address behind the last.
        end: u64,
    },
    /// An event that is newer than this crate.
    Unknown {
        /// Which (`UFFD_EVENT_*`).
        event: u8,
        /// What belongs to it.
        arg: [u64; 3],
    },
}

/// Goes through what a read of a descriptor for page faults has written, or through any bytes.
///
/// Each message is [`SIZE`](Self::SIZE) bytes, and a read needs room for one at least. It ends where less is left, and
/// reads nothing outside.
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
    /// Bytes of a message.
    pub const SIZE: usize = 32;

    /// The messages in these bytes, at whatever address.
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

/// The eight bytes at a place of a message, which is not its end.
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

/// What is left is too short for a message, so that every later question has the same answer.
impl FusedIterator for UffdMsgs<'_> {}
