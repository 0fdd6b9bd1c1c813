//! Types that several topics use: buffers, flags, ids, times, modes, signals and `ioctl` requests.
//!
//! Each topic exports the types that its functions use, such as [`fs::Mode`](crate::fs::Mode), so
//! that a program rarely needs this module.

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
