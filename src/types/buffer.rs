//! Buffers that the kernel fills.

use core::mem::MaybeUninit;
use core::ptr;

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

/// In the place of a buffer: asks how many bytes there are to fill one with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SizeOnly;

/// A [`Buffer`], or [`SizeOnly`] in its place.
///
/// For calls that take a length of 0 as a question: the kernel writes nothing then and answers with the size that is
/// needed. `SizeOnly` asks it, and gets the size as a `usize`. A buffer is never told more than it holds: one without
/// room gets no bytes and no size.
pub trait BufferOrSize: sealed::BufferOrSize {
    /// What the caller gets.
    type Output;

    /// Where the kernel writes, and how many bytes at most.
    #[doc(hidden)]
    fn parts(&mut self) -> (*mut u8, usize);

    /// What the caller gets once the call has answered `count`.
    ///
    /// # Safety
    ///
    /// - As many bytes at the front are initialised, unless the length is 0.
    #[doc(hidden)]
    unsafe fn answered(self, count: usize) -> Self::Output;
}

impl<B: Buffer> BufferOrSize for B {
    type Output = B::Output;

    #[inline]
    fn parts(&mut self) -> (*mut u8, usize) {
        Buffer::parts(self)
    }

    #[inline]
    unsafe fn answered(mut self, count: usize) -> B::Output {
        let (_, len) = Buffer::parts(&mut self);
        // SAFETY: never above the length, and so many bytes are the caller's word.
        unsafe { self.filled(count.min(len)) }
    }
}

impl BufferOrSize for SizeOnly {
    type Output = usize;

    #[inline]
    fn parts(&mut self) -> (*mut u8, usize) {
        (ptr::null_mut(), 0)
    }

    #[inline]
    unsafe fn answered(self, count: usize) -> usize {
        count
    }
}

mod sealed {
    use core::mem::MaybeUninit;

    /// Nobody else's buffers.
    pub trait Sealed {}
    impl Sealed for &mut [u8] {}
    impl<const N: usize> Sealed for &mut [u8; N] {}
    impl Sealed for &mut [MaybeUninit<u8>] {}
    impl<const N: usize> Sealed for &mut [MaybeUninit<u8>; N] {}

    /// Nor anything else in the place of one.
    pub trait BufferOrSize {}
    impl<B: Sealed> BufferOrSize for B {}
    impl BufferOrSize for super::SizeOnly {}
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
