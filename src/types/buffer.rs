//! Buffers that the kernel fills.

use core::mem::MaybeUninit;
use core::ptr;

/// A buffer of bytes that a call fills from the start.
///
/// Passing a `&mut [u8]` returns the number of bytes written. Passing a `&mut [MaybeUninit<u8>]`
/// returns the part of the buffer that was written, as initialised bytes. The trait is sealed: only
/// these two and references to arrays implement it.
///
/// ```
/// use core::mem::MaybeUninit;
/// use trapgate::io::{self, PipeFlags};
///
/// let (reader, writer) = io::pipe2(PipeFlags::CLOEXEC)?;
/// io::write(&writer, b"trapgate")?;
///
/// let mut bytes = [0; 4];
/// assert_eq!(io::read(&reader, &mut bytes)?, 4);
/// let mut room = [MaybeUninit::uninit(); 16];
/// assert_eq!(io::read(&reader, &mut room)?, b"gate");
/// # Ok::<(), trapgate::Errno>(())
/// ```
pub trait Buffer: sealed::Sealed {
    /// What the call returns to the caller.
    type Output;

    /// The address at which the kernel writes, and the maximum number of bytes.
    #[doc(hidden)]
    fn parts(&mut self) -> (*mut u8, usize);

    /// What the call returns after the kernel has written `count` bytes.
    ///
    /// # Safety
    ///
    /// - `count` must not be above the length of the buffer.
    /// - The first `count` bytes must be initialised.
    #[doc(hidden)]
    unsafe fn filled(self, count: usize) -> Self::Output;
}

/// Asks for the size of the data instead of the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SizeOnly;

/// A [`Buffer`], or [`SizeOnly`] instead of one.
///
/// Some calls return the size of the data, and write nothing, if the length of the buffer is 0.
/// `SizeOnly` makes such a call, which then returns the size as a `usize`. An empty buffer returns
/// no bytes and no size.
pub trait BufferOrSize: sealed::BufferOrSize {
    /// What the call returns to the caller.
    type Output;

    /// The address at which the kernel writes, and the maximum number of bytes.
    #[doc(hidden)]
    fn parts(&mut self) -> (*mut u8, usize);

    /// What the call returns after the kernel has returned `count`.
    ///
    /// # Safety
    ///
    /// - The first `count` bytes must be initialised, unless the length of the buffer is 0.
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
        // SAFETY: the count is not above the length, and the caller guarantees that this many bytes
        // are initialised.
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

    /// Prevents other crates from implementing [`Buffer`](super::Buffer).
    pub trait Sealed {}
    impl Sealed for &mut [u8] {}
    impl<const N: usize> Sealed for &mut [u8; N] {}
    impl Sealed for &mut [MaybeUninit<u8>] {}
    impl<const N: usize> Sealed for &mut [MaybeUninit<u8>; N] {}

    /// Prevents other crates from implementing [`BufferOrSize`](super::BufferOrSize).
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
        // SAFETY: the caller guarantees that `count` bytes are initialised, and they are borrowed
        // for as long as the buffer.
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
        // SAFETY: the caller has the same duty.
        unsafe { self.as_mut_slice().filled(count) }
    }
}
