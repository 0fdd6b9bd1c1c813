//! Buffers for calls that take several (`struct iovec`).

use core::fmt;
use core::marker::PhantomData;
use core::mem::MaybeUninit;

use static_assertions::assert_eq_size;

/// Bytes that a call reads: a pointer and a length, as the kernel has them.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct IoSlice<'buf> {
    base: *const u8,
    len: usize,
    bytes: PhantomData<&'buf [u8]>,
}

assert_eq_size!(IoSlice<'_>, [usize; 2]);

impl<'buf> IoSlice<'buf> {
    /// These bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf [u8]) -> Self {
        Self {
            base: bytes.as_ptr(),
            len: bytes.len(),
            bytes: PhantomData,
        }
    }

    /// The bytes.
    #[inline]
    #[must_use]
    pub const fn as_slice(&self) -> &'buf [u8] {
        // SAFETY: pointer and length are those of a slice that is borrowed as long as 'buf.
        unsafe { core::slice::from_raw_parts(self.base, self.len) }
    }
}

// SAFETY: the same as the slice that it was made from.
unsafe impl Send for IoSlice<'_> {}
// SAFETY: the same as the slice that it was made from.
unsafe impl Sync for IoSlice<'_> {}

impl fmt::Debug for IoSlice<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

/// Room that a call fills: a pointer and a length, as the kernel has them.
///
/// It may be uninitialised, so that there is no way to read it: look at the buffer itself once this is gone.
#[repr(C)]
pub struct IoSliceMut<'buf> {
    base: *mut u8,
    len: usize,
    bytes: PhantomData<&'buf mut [MaybeUninit<u8>]>,
}

assert_eq_size!(IoSliceMut<'_>, [usize; 2]);

impl<'buf> IoSliceMut<'buf> {
    /// The room of these bytes.
    #[inline]
    #[must_use]
    pub const fn new(bytes: &'buf mut [u8]) -> Self {
        Self {
            base: bytes.as_mut_ptr(),
            len: bytes.len(),
            bytes: PhantomData,
        }
    }

    /// This room, which holds nothing yet.
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

// SAFETY: the same as the slice that it was made from.
unsafe impl Send for IoSliceMut<'_> {}
// SAFETY: the same as the slice that it was made from.
unsafe impl Sync for IoSliceMut<'_> {}

impl fmt::Debug for IoSliceMut<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IoSliceMut")
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// A range of a process's memory by its address there, for calls that reach into another process.
///
/// It borrows nothing: what it names may not be there, and this process may have something else at the address. On i686 it
/// names nothing above 4 GiB.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct RemoteIoSlice {
    /// The address of the first byte.
    pub base: usize,
    /// How many bytes.
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
