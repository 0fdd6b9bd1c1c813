//! Buffers that the kernel fills.

use core::mem::MaybeUninit;

/// A buffer of bytes that a call fills from the front.
///
/// A `&mut [u8]` gets the count of bytes written; a `&mut [MaybeUninit<u8>]` the part that they fill, initialised.
/// Sealed: the two and their arrays are all.
pub trait Buffer: sealed::Sealed {
    /// What the caller gets.
    type Output;

    /// Where the kernel writes, and how many bytes at most.
    #[doc(hidden)]
    fn parts(&mut self) -> (*mut u8, usize);

    /// What the caller gets once `count` bytes are written.
    ///
    /// # Safety
    ///
    /// - `count` is not above the length, and as many bytes at the front are initialised.
    #[doc(hidden)]
    unsafe fn filled(self, count: usize) -> Self::Output;
}

mod sealed {
    use core::mem::MaybeUninit;

    /// Nobody else's buffers.
    pub trait Sealed {}
    impl Sealed for &mut [u8] {}
    impl<const N: usize> Sealed for &mut [u8; N] {}
    impl Sealed for &mut [MaybeUninit<u8>] {}
    impl<const N: usize> Sealed for &mut [MaybeUninit<u8>; N] {}
}

impl Buffer for &mut [u8] {
    type Output = usize;

    #[inline]
    fn parts(&mut self) -> (*mut u8, usize) {
        (self.as_mut_ptr(), self.len())
    }

    #[inline]
    unsafe fn filled(self, count: usize) -> usize {
        count
    }
}

impl<const N: usize> Buffer for &mut [u8; N] {
    type Output = usize;

    #[inline]
    fn parts(&mut self) -> (*mut u8, usize) {
        (self.as_mut_ptr(), N)
    }

    #[inline]
    unsafe fn filled(self, count: usize) -> usize {
        count
    }
}

impl<'buf> Buffer for &'buf mut [MaybeUninit<u8>] {
    type Output = &'buf mut [u8];

    #[inline]
    fn parts(&mut self) -> (*mut u8, usize) {
        (self.as_mut_ptr().cast(), self.len())
    }

    #[inline]
    unsafe fn filled(self, count: usize) -> &'buf mut [u8] {
        // SAFETY: the caller vouches for `count` initialised bytes, which are borrowed for as long as the buffer.
        unsafe { core::slice::from_raw_parts_mut(self.as_mut_ptr().cast(), count) }
    }
}

impl<'buf, const N: usize> Buffer for &'buf mut [MaybeUninit<u8>; N] {
    type Output = &'buf mut [u8];

    #[inline]
    fn parts(&mut self) -> (*mut u8, usize) {
        (self.as_mut_ptr().cast(), N)
    }

    #[inline]
    unsafe fn filled(self, count: usize) -> &'buf mut [u8] {
        // SAFETY: the duty is the same.
        unsafe { self.as_mut_slice().filled(count) }
    }
}
