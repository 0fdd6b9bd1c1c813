//! Strings that end with a NUL.

use core::ffi::{CStr, c_char};

/// Returns the string at an address. `CStr::from_ptr` would call libc's `strlen`, which a program
/// may not have.
///
/// # Safety
///
/// - `first` must point to a string that ends with a NUL.
/// - No code may write to the string during `'text`.
#[inline]
pub(crate) unsafe fn string<'text>(first: *const c_char) -> &'text CStr {
    let mut len = 0;
    // SAFETY: the caller guarantees that every byte up to the NUL is readable, and the loop stops
    // there. The read is volatile because the compiler would otherwise replace the loop with a call
    // to `strlen`.
    while unsafe { first.add(len).read_volatile() } != 0 {
        len += 1;
    }
    // SAFETY: the loop has read the bytes up to the first NUL, and the caller guarantees their
    // lifetime.
    unsafe {
        let bytes = core::slice::from_raw_parts(first.cast(), len + 1);
        CStr::from_bytes_with_nul_unchecked(bytes)
    }
}
