//! Waiting for descriptors, and descriptors that are there to be waited for.

mod eventfd;
mod poll;

pub use eventfd::{EventfdFlags, eventfd2};
pub use poll::{PollFd, PollFlags, ppoll};
