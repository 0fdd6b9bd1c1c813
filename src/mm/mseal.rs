//! `mseal(2)`.

use core::ffi::c_void;

use crate::errno::Result;
use crate::sys::sys;

/// `mseal(2)`: seals the mappings of a range: until the process ends or executes another program nothing takes them away,
/// moves, replaces, resizes or protects them otherwise.
///
/// The length is rounded up to whole pages; 0 does nothing. What is in sealed memory may still change, except that advice
/// which drops content is refused where the program may not write. A second seal is no error. The kernel knows no flags
/// for this call; 0 is passed.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): an address that is no multiple of the page size, or a range beyond the end of the
///   address space.
/// - [`NOMEM`](crate::Errno::NOMEM): part of the range is not mapped, and then nothing is sealed; or there are too many
///   mappings.
/// - [`NOSYS`](crate::Errno::NOSYS): also a 32-bit kernel, which cannot seal.
///
/// # Safety
///
/// - Whoever owns the range never has to unmap, move, replace or protect it again, or can stand that it fails: an allocator
///   or a thread's stack could not give its memory back.
///
/// # Kernel
///
/// Linux 6.10, `mm/mseal.c`. [mseal(2)](https://man7.org/linux/man-pages/man2/mseal.2.html)
#[inline]
pub unsafe fn mseal(addr: *mut c_void, len: usize) -> Result<()> {
    const FLAGS: u32 = 0;
    // SAFETY: the caller vouches for the owner of the range.
    unsafe { sys!(MSEAL, addr, len, FLAGS) }
}
