//! Waiting for descriptors, and descriptors to wait for.
//!
//! [`ppoll`] waits until one of several descriptors is ready. [`eventfd2`] creates a counter that
//! other threads or processes signal through a descriptor.
//!
//! ```
//! use trapgate::event::{self, EventfdFlags, PollFd, PollFlags};
//! use trapgate::io;
//!
//! let counter = event::eventfd2(0, EventfdFlags::CLOEXEC)?;
//! io::write(&counter, &1_u64.to_ne_bytes())?;
//!
//! let mut fds = [PollFd::new(&counter, PollFlags::IN)];
//! assert_eq!(event::ppoll(&mut fds, None, None)?, 1);
//! assert_eq!(fds[0].revents(), PollFlags::IN);
//! # Ok::<(), trapgate::Errno>(())
//! ```

mod eventfd;
mod poll;
mod timerfd;

pub use crate::fd::{BorrowedFd, OwnedFd};
pub use crate::types::sigset::SigSet;
pub use crate::types::time::{ClockId, Timespec};
pub use eventfd::{EventfdFlags, eventfd2};
pub use poll::{PollFd, PollFlags, ppoll};
pub use timerfd::{TimerfdFlags, timerfd_create};
