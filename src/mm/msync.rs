//! `msync(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;

flags! {
    /// Flags for [`msync`] (`MS_`).
    pub struct MsyncFlags: u32 {
        /// Writes back at some later time. Has no effect, because the kernel does that anyway.
        const ASYNC ("MS_ASYNC") = 1;
        /// Makes the changes visible in other mappings of the file. They always are, so the only
        /// effect is that the call fails if part of the range is locked.
        const INVALIDATE ("MS_INVALIDATE") = 2;
        /// Writes back now, and waits until that is done.
        const SYNC ("MS_SYNC") = 4;
    }
}

/// `msync(2)`: writes the changes in shared mappings back to their files.
///
/// The length is rounded up to whole pages; a length of 0 does nothing. Without
/// [`SYNC`](MsyncFlags::SYNC), the call writes nothing.
///
/// The call is safe: every reader of the file already sees the changes, and no memory changes.
///
/// # Errors
///
/// - [`BUSY`](crate::Errno::BUSY): `flags` contains [`INVALIDATE`](MsyncFlags::INVALIDATE), and
///   part of the range is locked.
/// - [`INVAL`](crate::Errno::INVAL): `addr` is not a multiple of the page size, or `flags` contains
///   an unknown flag or both [`ASYNC`](MsyncFlags::ASYNC) and [`SYNC`](MsyncFlags::SYNC).
/// - [`IO`](crate::Errno::IO): an I/O error occurred. The file system may return other errors too.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, or the range ends after the
///   end of the address space.
///
/// # Kernel
///
/// Linux 2.0, `mm/msync.c`. [msync(2)](https://man7.org/linux/man-pages/man2/msync.2.html)
#[inline]
pub fn msync(addr: *const c_void, len: usize, flags: MsyncFlags) -> Result<()> {
    // SAFETY: the call copies memory to a device, and changes neither the content nor the access to
    // the range.
    unsafe { sys!(MSYNC, addr, len, flags) }
}
