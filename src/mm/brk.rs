//! `brk(2)`.

use core::ffi::c_void;

use crate::sys::sys;

/// `brk(2)`: moves the end of the heap that the kernel set up for the program (the break).
///
/// Returns the break, which is `addr` if it was moved there and else where it was: the call has no errors. Null and every
/// other address below the start of the heap ask where it is. What is added is zeros.
///
/// # Safety
///
/// - Nothing uses what is between a lower `addr` and the old break any more. Allocators of C libraries do.
/// - Nobody else who moves the break, now or later, takes what is added for theirs.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`. [brk(2)](https://man7.org/linux/man-pages/man2/brk.2.html)
#[doc(alias = "sbrk")]
#[inline]
#[must_use = "the break may be where it was"]
pub unsafe fn brk(addr: *mut c_void) -> *mut c_void {
    // SAFETY: the caller vouches for what is taken away and for what is added.
    unsafe { sys!(BRK, addr) }
}
