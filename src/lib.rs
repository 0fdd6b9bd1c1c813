//! placeholder
#![no_std]

#[cfg(feature = "std")]
extern crate std;

mod errno;
mod sysno;

pub use errno::{Errno, Result};
pub use sysno::Sysno;
