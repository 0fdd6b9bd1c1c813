//! The system as a whole: what it is, turning it off, and the kernel that runs next.

mod kexec_load;
mod reboot;
mod swapon;
mod uname;

pub use crate::fd::BorrowedFd;
pub use kexec_load::{KexecFileFlags, kexec_file_load};
pub use reboot::{RebootCommand, reboot};
pub use swapon::{SwapFlags, swapoff, swapon};
pub use uname::{Utsname, uname};
