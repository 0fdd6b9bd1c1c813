//! `msync(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// `MS_*`: how [`msync`] writes back.
    pub struct MsyncFlags: u32 {
        /// Some time: does nothing, as the kernel does that anyway.
        const ASYNC ("MS_ASYNC") = 1;
        /// Other mappings of the file see the same: they do anyway, so that this only refuses what is locked.
        const INVALIDATE ("MS_INVALIDATE") = 2;
        /// Now, and returns when it is done.
        const SYNC ("MS_SYNC") = 4;
    }
}

/// `msync(2)`: writes what shared mappings have changed back to their files.
///
/// The length is rounded up to whole pages; 0 does nothing. Without [`SYNC`](MsyncFlags::SYNC) nothing is written now.
///
/// The call is safe: what it writes is in the file for every reader already, and no memory changes.
///
/// # Errors
///
/// - [`BUSY`](crate::Errno::BUSY): [`INVALIDATE`](MsyncFlags::INVALIDATE), and part of the range is locked.
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size, unknown flags, or both
///   [`ASYNC`](MsyncFlags::ASYNC) and [`SYNC`](MsyncFlags::SYNC).
/// - [`IO`](crate::Errno::IO): the device failed; also other errors of the file system.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or it goes beyond the address space.
///
/// # Kernel
///
/// Linux 2.0, `mm/msync.c`. [msync(2)](https://man7.org/linux/man-pages/man2/msync.2.html)
#[inline]
pub fn msync(addr: *const c_void, len: usize, flags: MsyncFlags) -> Result<()> {
    // SAFETY: copies from memory to a device; who may do what with the range stays as it is.
    unsafe { sys!(MSYNC, addr, len, flags) }
}
