//! Strings that end with a nul byte.

use core::ffi::{CStr, c_char};

/// The string at an address. `CStr::from_ptr` would call libc's `strlen`, which a program may not have.
///
/// # Safety
///
/// - At `first` stands a string that ends with a nul byte, and nobody writes to it as long as `'text`.
#[inline]
pub(crate) unsafe fn string<'text>(first: *const c_char) -> &'text CStr {
    let mut len = 0;
    // SAFETY: every byte up to the nul may be read, and this is not behind it. `volatile`, because the compiler would
    // see through the loop and call `strlen`.
    while unsafe { first.add(len).read_volatile() } != 0 {
        len += 1;
    }
    // SAFETY: the bytes up to the first nul have been read, and the caller vouches for their lifetime.
    unsafe {
        let bytes = core::slice::from_raw_parts(first.cast(), len + 1);
        CStr::from_bytes_with_nul_unchecked(bytes)
    }
}
