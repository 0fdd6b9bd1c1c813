//! Signals: sending, blocking, waiting for them.

mod kill;

pub use crate::types::id::Pid;
pub use crate::types::signal::Signal;
pub use crate::types::sigset::SigSet;
pub use kill::kill;
