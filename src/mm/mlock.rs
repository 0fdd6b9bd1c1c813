//! `mlock(2)` and its kin: memory that is not paged out.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// `MLOCK_*`: how [`mlock2`] locks.
    pub struct MlockFlags: u32 {
        /// Each page once it is there, and not by making it present now.
        const ONFAULT ("MLOCK_ONFAULT") = 1;
    }
}

flags! {
    /// `MCL_*`: what [`mlockall`] locks.
    pub struct MlockallFlags: u32 {
        /// What is mapped now.
        const CURRENT ("MCL_CURRENT") = 1;
        /// What will be.
        const FUTURE ("MCL_FUTURE") = 2;
        /// Each page once it is there; with one of the others (Linux 4.4).
        const ONFAULT ("MCL_ONFAULT") = 4;
    }
}

/// `mlock(2)`: makes the pages of a range present and keeps them so, until [`munlock`], `munmap` or the end of the process.
///
/// The range is widened to whole pages; 0 bytes are none. Locks do not add up: one [`munlock`] undoes any number of them. A
/// child of `fork` has none.
///
/// The call is safe: content and access stay as they are, wherever the range is.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): some pages could not be made present.
/// - [`INVAL`](crate::Errno::INVAL): a range beyond the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped or not accessible, there are too many mappings, or more
///   would be locked than the process may.
/// - [`PERM`](crate::Errno::PERM): the process may lock nothing.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [mlock(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn mlock(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: changes where pages are kept, not what is in them or who may do what with them.
    unsafe { sys!(MLOCK, addr, len) }
}

/// `mlock2(2)`: as [`mlock`], with flags.
///
/// # Errors
///
/// Those of [`mlock`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): unknown flags.
///
/// # Kernel
///
/// Linux 4.4, `mm/mlock.c`. [mlock2(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn mlock2(addr: *const c_void, len: usize, flags: MlockFlags) -> Result<()> {
    // SAFETY: changes where pages are kept, not what is in them or who may do what with them.
    unsafe { sys!(MLOCK2, addr, len, flags) }
}

/// `munlock(2)`: lets the pages of a range be paged out again.
///
/// The range is widened to whole pages. Pages that are not locked are no error.
///
/// The call is safe: who relies on a lock of somebody else's waits longer, or finds a secret in swap, but no memory changes.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): a range beyond the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or there are too many mappings.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [munlock(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn munlock(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: changes where pages are kept, not what is in them or who may do what with them.
    unsafe { sys!(MUNLOCK, addr, len) }
}

/// `mlockall(2)`: keeps all memory of the process present, that of now, that of the future, or both.
///
/// What it is told replaces what an earlier call said of the future. A mapping that cannot be locked is passed over.
///
/// The call is safe: content and access stay as they are. With [`FUTURE`](MlockallFlags::FUTURE) a new mapping may fail that
/// would have been made without.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): no flags, unknown ones, or [`ONFAULT`](MlockallFlags::ONFAULT) alone.
/// - [`NOMEM`](crate::Errno::NOMEM): more would be locked than the process may.
/// - [`PERM`](crate::Errno::PERM): the process may lock nothing.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [mlockall(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn mlockall(flags: MlockallFlags) -> Result<()> {
    // SAFETY: changes where pages are kept, not what is in them or who may do what with them.
    unsafe { sys!(MLOCKALL, flags) }
}

/// `munlockall(2)`: undoes every lock of the process, and what [`mlockall`] said of the future.
///
/// The call is safe for the reason that [`munlock`] gives.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal that ends the process.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [munlockall(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn munlockall() -> Result<()> {
    // SAFETY: changes where pages are kept, not what is in them or who may do what with them.
    unsafe { sys!(MUNLOCKALL) }
}
