//! The system as a whole: what it is, and turning it off.

mod reboot;
mod uname;

pub use reboot::{RebootCommand, reboot};
pub use uname::{Utsname, uname};
