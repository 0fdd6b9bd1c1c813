//! Signals: their numbers, sets of signals, and sending them.
//!
//! ```
//! use trapgate::{process, signal};
//!
//! // Checks whether this process may send itself a signal, and sends none.
//! signal::kill(process::getpid(), None)?;
//! # Ok::<(), trapgate::Errno>(())
//! ```

mod kill;

pub use crate::types::id::Pid;
pub use crate::types::signal::Signal;
pub use crate::types::sigset::SigSet;
pub use kill::kill;
