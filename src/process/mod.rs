//! Processes: ids and credentials, making and ending them, waiting, attributes.

mod exit;
mod id;

pub use exit::exit_group;
pub use id::getpid;
