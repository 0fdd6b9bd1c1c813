//! The vocabulary that more than one topic uses.

pub mod at;
pub mod buffer;
mod c_names;
mod constants;
pub mod dev;
mod flags;
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

pub(crate) use c_names::c_names;
pub(crate) use constants::{constants, write_name};
pub(crate) use flags::{flag_of_name, flags, only, write_flags};
pub(crate) use string::string;
