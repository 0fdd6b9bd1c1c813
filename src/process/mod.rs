//! Processes: ids and credentials, making and ending them, waiting, attributes.

mod id;

pub use id::getpid;
