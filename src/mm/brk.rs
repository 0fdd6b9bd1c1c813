//! `brk(2)`.

use core::ffi::c_void;

use crate::sys::sys;

/// `brk(2)`: moves the end of the heap that the kernel set up for the program (the break).
///
/// Returns the break, which is `addr` if the kernel moved it there, and the old break otherwise.
/// The call has no errors. To get the break without moving it, pass null, or any address below the
/// start of the heap. Memory that the call adds contains zeros.
///
/// # Safety
///
/// - If `addr` is below the break, no code may use the memory between them after the call. The
///   allocators of C libraries use that memory.
/// - No other code that moves the break, now or later, may treat the added memory as its own.
///
/// # Kernel
///
/// Linux 1.0, `mm/mmap.c`. [brk(2)](https://man7.org/linux/man-pages/man2/brk.2.html)
#[doc(alias = "sbrk")]
#[inline]
#[must_use = "the kernel may not have moved the break"]
pub unsafe fn brk(addr: *mut c_void) -> *mut c_void {
    // SAFETY: the caller guarantees that memory that the call removes is not in use, and that no
    // other code uses memory that it adds.
    unsafe { sys!(BRK, addr) }
}
