//! `mlock(2)` and related calls: memory that the kernel does not page out.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`mlock2`] (`MLOCK_`).
    pub struct MlockFlags: u32 {
        /// Locks each page when it becomes present, instead of making all pages present now.
        const ONFAULT ("MLOCK_ONFAULT") = 1;
    }
}

flags! {
    /// Flags for [`mlockall`] (`MCL_`).
    pub struct MlockallFlags: u32 {
        /// Locks everything that is mapped now.
        const CURRENT ("MCL_CURRENT") = 1;
        /// Locks everything that will be mapped.
        const FUTURE ("MCL_FUTURE") = 2;
        /// Locks each page when it becomes present. With one of the other flags (Linux 4.4).
        const ONFAULT ("MCL_ONFAULT") = 4;
    }
}

/// `mlock(2)`: makes the pages of a range present and keeps them in memory, until [`munlock`] or
/// `munmap` is called or the process ends.
///
/// The range is extended to whole pages; 0 bytes lock nothing. Locks do not nest: one [`munlock`]
/// undoes any number of them. A child of `fork` inherits none.
///
/// The call is safe: for any range, neither content nor access changes.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): some pages could not be made present.
/// - [`INVAL`](crate::Errno::INVAL): the range ends after the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped or not accessible, the process
///   has too many mappings, or its limit for locked memory would be exceeded.
/// - [`PERM`](crate::Errno::PERM): the process may not lock memory.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [mlock(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn mlock(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the call changes whether pages stay in memory, and neither their content nor the
    // access to them.
    unsafe { sys!(MLOCK, addr, len) }
}

/// `mlock2(2)`: locks a range like [`mlock`], with flags.
///
/// # Errors
///
/// Those of [`mlock`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains an unknown flag.
///
/// # Kernel
///
/// Linux 4.4, `mm/mlock.c`. [mlock2(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn mlock2(addr: *const c_void, len: usize, flags: MlockFlags) -> Result<()> {
    // SAFETY: the call changes whether pages stay in memory, and neither their content nor the
    // access to them.
    unsafe { sys!(MLOCK2, addr, len, flags) }
}

/// `munlock(2)`: allows the kernel to page out a range again.
///
/// The range is extended to whole pages. Unlocking pages that are not locked is not an error.
///
/// The call is safe: no memory changes. Other code that relies on its lock may wait longer for its
/// pages, or have a secret written to swap.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the range ends after the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or the process has too many
///   mappings.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [munlock(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn munlock(addr: *const c_void, len: usize) -> Result<()> {
    // SAFETY: the call changes whether pages stay in memory, and neither their content nor the
    // access to them.
    unsafe { sys!(MUNLOCK, addr, len) }
}

/// `mlockall(2)`: keeps the memory of the process present: all that is mapped now, all that will be
/// mapped, or both.
///
/// A call replaces what an earlier one set for future mappings. The kernel skips mappings that
/// cannot be locked.
///
/// The call is safe: neither content nor access changes. With [`FUTURE`](MlockallFlags::FUTURE), a
/// later call that creates a mapping may fail because of the limit for locked memory.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` is empty, contains an unknown flag, or contains only
///   [`ONFAULT`](MlockallFlags::ONFAULT).
/// - [`NOMEM`](crate::Errno::NOMEM): the limit for locked memory would be exceeded.
/// - [`PERM`](crate::Errno::PERM): the process may not lock memory.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [mlockall(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn mlockall(flags: MlockallFlags) -> Result<()> {
    // SAFETY: the call changes whether pages stay in memory, and neither their content nor the
    // access to them.
    unsafe { sys!(MLOCKALL, flags) }
}

/// `munlockall(2)`: undoes every lock of the process, and what [`mlockall`] set for future
/// mappings.
///
/// The call is safe for the same reason as [`munlock`].
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal that ends the process arrived.
///
/// # Kernel
///
/// Linux 2.0, `mm/mlock.c`. [munlockall(2)](https://man7.org/linux/man-pages/man2/mlock.2.html)
#[inline]
pub fn munlockall() -> Result<()> {
    // SAFETY: the call changes whether pages stay in memory, and neither their content nor the
    // access to them.
    unsafe { sys!(MUNLOCKALL) }
}
