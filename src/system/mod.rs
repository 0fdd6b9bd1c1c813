//! The system as a whole: its name, swap, rebooting, and the kernel that runs next.
//!
//! ```
//! use core::mem::MaybeUninit;
//! use trapgate::system;
//!
//! let mut buf = MaybeUninit::uninit();
//! let name = system::uname(&mut buf)?;
//! assert_eq!(name.sysname(), c"Linux");
//! # Ok::<(), trapgate::Errno>(())
//! ```

mod kexec_load;
mod reboot;
mod swapon;
mod uname;

pub use crate::fd::BorrowedFd;
pub use kexec_load::{KexecFileFlags, kexec_file_load};
pub use reboot::{RebootCommand, reboot};
pub use swapon::{SwapFlags, swapoff, swapon};
pub use uname::{Utsname, uname};
