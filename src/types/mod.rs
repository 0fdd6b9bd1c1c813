//! The vocabulary that more than one topic uses.

pub mod at;
pub mod buffer;
pub mod dev;
pub mod fd;
mod flags;
pub mod id;
pub mod mode;
pub mod open;

pub(crate) use flags::flags;
