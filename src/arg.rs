//! The types of values that fill a register.

use core::ptr;

/// A value that fills one register of a system call.
///
/// Signed and unsigned 32-bit values are zero-extended, because the kernel reads 32 bits of them.
/// 64-bit integers do not implement this trait, because they fill two registers on i686: `sys!`
/// takes them as `wide` or `pair`.
pub(crate) trait Arg {
    /// Returns the content of the register.
    fn word(self) -> usize;
}

macro_rules! integers {
    ($($int:ty as $unsigned:ty),*) => {$(
        impl Arg for $int {
            #[inline]
            fn word(self) -> usize {
                self as $unsigned as usize
            }
        }
    )*};
}

integers! { u8 as u8, u16 as u16, u32 as u32, i32 as u32, usize as usize, isize as usize }

impl<T> Arg for *const T {
    #[inline]
    fn word(self) -> usize {
        self.expose_provenance()
    }
}

impl<T> Arg for *mut T {
    #[inline]
    fn word(self) -> usize {
        self.expose_provenance()
    }
}

/// Passes the address, or null for `None`.
impl<T> Arg for Option<&T> {
    #[inline]
    fn word(self) -> usize {
        self.map_or(ptr::null(), ptr::from_ref).word()
    }
}

/// Passes the address, or null for `None`.
impl<T> Arg for Option<&mut T> {
    #[inline]
    fn word(self) -> usize {
        self.map_or(ptr::null_mut(), ptr::from_mut).word()
    }
}

/// A 64-bit value, which fills one register on x86_64 and two on i686.
pub(crate) trait Wide {
    /// Returns the bits of the value.
    fn bits(self) -> u64;
}

impl Wide for u64 {
    #[inline]
    fn bits(self) -> u64 {
        self
    }
}
