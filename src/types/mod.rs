//! The vocabulary that more than one topic uses.

pub mod at;
pub mod buffer;
mod constants;
pub mod dev;
pub mod fd;
mod flags;
mod huge;
pub mod id;
pub mod ioctl;
pub mod iovec;
pub mod mode;
pub mod open;
pub mod signal;
pub mod sigset;
mod string;
pub mod time;
pub mod xflags;

pub(crate) use constants::{constants, write_name};
pub(crate) use flags::{flag_of_name, flags, only, write_flags};
pub(crate) use huge::huge_sizes;
pub(crate) use string::string;
