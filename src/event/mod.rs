//! Waiting for descriptors, and descriptors that are there to be waited for.

mod eventfd;
mod pipe;
mod poll;

pub use eventfd::{EventfdFlags, eventfd2};
pub use pipe::{PipeFlags, pipe2};
pub use poll::{PollFd, PollFlags, ppoll};
