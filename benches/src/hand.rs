//! The way into the kernel by hand, as somebody would write it who needs just this call: the floor of every row.

#[cfg(target_arch = "x86")]
mod i686;
#[cfg(target_arch = "x86_64")]
mod x86_64;

#[cfg(target_arch = "x86")]
pub use i686::*;
#[cfg(target_arch = "x86_64")]
pub use x86_64::*;

/// The kernel's word, or nothing for an error.
#[inline(always)]
#[must_use]
pub fn checked(word: usize) -> usize {
    if word > 4096_usize.wrapping_neg() {
        0
    } else {
        word
    }
}
