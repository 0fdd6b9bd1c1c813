//! The vocabulary that more than one topic uses.

pub mod buffer;
pub mod fd;
mod flags;
pub mod id;

#[allow(unused_imports)]
pub(crate) use flags::flags;
