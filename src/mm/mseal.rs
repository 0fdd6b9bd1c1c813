//! `mseal(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;

/// `mseal(2)`: seals the mappings of a range.
///
/// Until the process ends or calls `execve`, no call can unmap, move, replace or resize a sealed
/// mapping, or change its protection. The content may still change; but if the program may not
/// write to the memory, the kernel also rejects advice that drops the content.
///
/// The length is rounded up to whole pages; a length of 0 does nothing. Sealing a mapping twice is
/// not an error. No flag is defined yet, so the function passes 0.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): `addr` is not a multiple of the page size, or the range ends
///   after the end of the address space.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, in which case nothing is
///   sealed; or the process has too many mappings.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 6.10, or is a 32-bit kernel,
///   which cannot seal.
///
/// # Safety
///
/// - The owner of the range must never again have to unmap, move, replace or protect it, or must
///   handle the failure of such a call. An allocator or a thread's stack, for example, could not
///   return its memory.
///
/// # Kernel
///
/// Linux 6.10, `mm/mseal.c`. [mseal(2)](https://man7.org/linux/man-pages/man2/mseal.2.html)
#[inline]
pub unsafe fn mseal(addr: *mut c_void, len: usize) -> Result<()> {
    const FLAGS: u32 = 0;
    // SAFETY: the caller guarantees that the owner of the range can do without the calls that the
    // seal prevents.
    unsafe { sys!(MSEAL, addr, len, FLAGS) }
}
