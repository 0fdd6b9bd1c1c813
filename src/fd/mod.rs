//! File descriptors: owned and borrowed, and the trait of the types that lend one.
//!
//! A function that opens a descriptor returns an [`OwnedFd`], which closes it when it is dropped. A
//! function that uses a descriptor takes `impl AsFd`, so that it accepts an [`OwnedFd`] by
//! reference or a [`BorrowedFd`].
//!
//! The numbers 0, 1 and 2 are the process's standard streams: safe functions may lend and replace
//! them, regardless of what opened them. Code that owns one of these numbers must not rely on being
//! its only user.
//!
//! ```
//! use trapgate::fd::{AsFd, OwnedFd};
//! use trapgate::io::{self, PipeFlags};
//!
//! fn greet(fd: impl AsFd) -> trapgate::Result<usize> {
//!     io::write(fd, b"hello")
//! }
//!
//! let (_reader, writer): (OwnedFd, OwnedFd) = io::pipe2(PipeFlags::CLOEXEC)?;
//! assert_eq!(greet(&writer)?, 5);
//! drop(writer); // Closes the descriptor.
//! # Ok::<(), trapgate::Errno>(())
//! ```

#[cfg(feature = "std")]
mod std;

use core::fmt;
use core::marker::PhantomData;

use crate::arg::Arg;
use crate::errno::Result;
use crate::sys::{Decode, sys};

/// The number of a descriptor.
pub type RawFd = i32;

/// An open descriptor that is closed when this value is dropped.
///
/// Dropping it makes the call `close` and ignores its result. To get the result, call
/// [`io::close`](crate::io::close).
#[repr(transparent)]
pub struct OwnedFd(RawFd);

impl OwnedFd {
    /// Takes ownership of a descriptor.
    ///
    /// # Safety
    ///
    /// - The caller must pass the number of an open descriptor, and no other code may close that
    ///   descriptor.
    #[inline]
    #[must_use]
    pub const unsafe fn from_raw_fd(raw: RawFd) -> Self {
        Self(raw)
    }

    /// Gives up ownership and returns the number. The descriptor stays open.
    #[inline]
    #[must_use]
    pub const fn into_raw_fd(self) -> RawFd {
        let raw = self.0;
        core::mem::forget(self);
        raw
    }

    /// Returns the number. The descriptor is still owned by this value.
    #[inline]
    #[must_use]
    pub const fn as_raw_fd(&self) -> RawFd {
        self.0
    }
}

impl Drop for OwnedFd {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: this value owns the descriptor, and no code can use the value after it is
        // dropped.
        let _: Result<()> = unsafe { sys!(CLOSE, self.0) };
    }
}

impl fmt::Debug for OwnedFd {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OwnedFd").field(&self.0).finish()
    }
}

impl Decode for Result<OwnedFd> {
    #[inline]
    unsafe fn decode(word: usize) -> Self {
        // SAFETY: the caller guarantees that the word is the result of a call that opens a
        // descriptor.
        unsafe { <Result<RawFd>>::decode(word) }.map(OwnedFd)
    }
}

/// A descriptor that stays open for `'fd`, or a placeholder for one, such as
/// [`CWD`](crate::fs::CWD).
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct BorrowedFd<'fd> {
    raw: RawFd,
    owner: PhantomData<&'fd OwnedFd>,
}

impl BorrowedFd<'_> {
    /// Borrows a descriptor by its number.
    ///
    /// # Safety
    ///
    /// One of these must hold:
    ///
    /// - `raw` is open, and stays open as long as this value lives.
    /// - `raw` is a negative number that is not a descriptor.
    /// - `raw` is 0, 1 or 2, the number of a standard stream.
    #[inline]
    #[must_use]
    pub const unsafe fn borrow_raw(raw: RawFd) -> Self {
        Self {
            raw,
            owner: PhantomData,
        }
    }

    /// Returns the number.
    #[inline]
    #[must_use]
    pub const fn as_raw_fd(&self) -> RawFd {
        self.raw
    }
}

impl fmt::Debug for BorrowedFd<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BorrowedFd").field(&self.raw).finish()
    }
}

impl Arg for BorrowedFd<'_> {
    #[inline]
    fn word(self) -> usize {
        self.raw.word()
    }
}

/// A type that can lend a descriptor.
pub trait AsFd {
    /// Borrows the descriptor.
    fn as_fd(&self) -> BorrowedFd<'_>;
}

impl AsFd for BorrowedFd<'_> {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        *self
    }
}

impl AsFd for OwnedFd {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the descriptor is open as long as its owner lives, and the owner is borrowed for
        // the lifetime of the result.
        unsafe { BorrowedFd::borrow_raw(self.0) }
    }
}

impl<T: AsFd + ?Sized> AsFd for &T {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        (**self).as_fd()
    }
}

impl<T: AsFd + ?Sized> AsFd for &mut T {
    #[inline]
    fn as_fd(&self) -> BorrowedFd<'_> {
        (**self).as_fd()
    }
}
