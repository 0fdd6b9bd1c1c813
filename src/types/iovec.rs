//! Buffers for calls that take several of them (`struct iovec`).

use core::fmt;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

use static_assertions::assert_eq_size;

/// Bytes that a call reads: a pointer and a length in the kernel's layout (`struct iovec`).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct IoSlice<'buf> {
    base: *const u8,
    len: usize,
    bytes: PhantomData<&'buf [u8]>,
}

assert_eq_size!(IoSlice<'_>, [usize; 2]);

impl<'buf> IoSlice<'buf> {
    /// Creates an `IoSlice` of these bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        Self {
            base: bytes.as_ptr(),
            len: bytes.len(),
            bytes: PhantomData,
        }
    }

    /// Returns the bytes.
    #[inline]
    #[must_use]
    pub const fn as_slice(&self) -> &'buf [u8] {
        // SAFETY: pointer and length come from a slice that is borrowed for `'buf`.
        unsafe { core::slice::from_raw_parts(self.base, self.len) }
    }
}

// SAFETY: this is a `&[u8]` in another layout, and `&[u8]` is `Send`.
unsafe impl Send for IoSlice<'_> {}
// SAFETY: this is a `&[u8]` in another layout, and `&[u8]` is `Sync`.
unsafe impl Sync for IoSlice<'_> {}

impl fmt::Debug for IoSlice<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

/// A buffer that a call fills: a pointer and a length in the kernel's layout (`struct iovec`).
///
/// The buffer may be uninitialised, so this type has no method to read it. After the call, read the
/// buffer itself.
#[repr(C)]
pub struct IoSliceMut<'buf> {
    base: *mut u8,
    len: usize,
    bytes: PhantomData<&'buf mut [MaybeUninit<u8>]>,
}

assert_eq_size!(IoSliceMut<'_>, [usize; 2]);

impl<'buf> IoSliceMut<'buf> {
    /// Creates an `IoSliceMut` of an initialised buffer.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf mut [u8]) -> Self {
        Self {
            base: bytes.as_mut_ptr(),
            len: bytes.len(),
            bytes: PhantomData,
        }
    }

    /// Creates an `IoSliceMut` of a buffer that may be uninitialised.
    #[inline]
    #[must_use]
    pub const fn uninit(bytes: &'buf mut [MaybeUninit<u8>]) -> Self {
        Self {
            base: bytes.as_mut_ptr().cast(),
            len: bytes.len(),
            bytes: PhantomData,
        }
    }
}

// SAFETY: this is a `&mut [MaybeUninit<u8>]` in another layout, which is `Send`.
unsafe impl Send for IoSliceMut<'_> {}
// SAFETY: this is a `&mut [MaybeUninit<u8>]` in another layout, which is `Sync`.
unsafe impl Sync for IoSliceMut<'_> {}

impl fmt::Debug for IoSliceMut<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IoSliceMut")
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// A range of another process's memory, for calls that access it.
///
/// It borrows nothing. The addresses are those of the other process, where the range may not be
/// mapped; this process may have other memory at the same addresses. On i686 the type cannot name
/// memory above 4 GiB.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct RemoteIoSlice {
    /// The address of the first byte.
    pub base: usize,
    /// The length in bytes.
    pub len: usize,
}

assert_eq_size!(RemoteIoSlice, [usize; 2]);

impl fmt::Debug for RemoteIoSlice {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteIoSlice")
            .field("base", &format_args!("{:#x}", self.base))
            .field("len", &self.len)
            .finish()
    }
}
