//! What may travel in a register.

use core::ptr;

/// A value that fills one register of a system call.
///
/// Signed and unsigned 32-bit values are zero-extended: the kernel reads them as 32 bits. There is no implementation for
/// 64-bit integers, which fill two registers on i686: `sys!` takes them as `wide` or `pair`.
pub(crate) trait Arg {
    /// The register.
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

/// The address; null for nothing.
impl<T> Arg for Option<&T> {
    #[inline]
    fn word(self) -> usize {
        self.map_or(ptr::null(), ptr::from_ref).word()
    }
}

/// The address; null for nothing.
impl<T> Arg for Option<&mut T> {
    #[inline]
    fn word(self) -> usize {
        self.map_or(ptr::null_mut(), ptr::from_mut).word()
    }
}

/// A 64-bit value: one register on x86_64, two on i686.
pub(crate) trait Wide {
    /// The value's bits.
    fn bits(self) -> u64;
}

impl Wide for u64 {
    #[inline]
    fn bits(self) -> u64 {
        self
    }
}

impl Wide for i64 {
    #[inline]
    fn bits(self) -> u64 {
        self as u64
    }
}
