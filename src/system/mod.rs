//! The system as a whole: what it is, turning it off, and the kernel that runs next.

mod kexec_load;
mod reboot;
mod uname;

pub use kexec_load::{KexecFileFlags, kexec_file_load};
pub use reboot::{RebootCommand, reboot};
pub use uname::{Utsname, uname};
