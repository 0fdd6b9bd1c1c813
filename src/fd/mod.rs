//! File descriptors: owned, borrowed, and who can lend one.
//!
//! A descriptor that is open belongs to one [`OwnedFd`]; everybody else borrows it. What takes a descriptor takes
//! `impl AsFd`, and what opens one returns an [`OwnedFd`], which closes it when it goes out of scope.
//!
//! The numbers 0, 1 and 2 are the process's standard streams: safe functions may lend and replace them, whoever opened
//! them. So code that owns one of these numbers must not rely on being its only user.

#[cfg(feature = "std")]
mod std;

use core::fmt;
use core::marker::PhantomData;

use crate::arg::Arg;
use crate::errno::Result;
use crate::sys::{Decode, sys};

/// A descriptor's number.
pub type RawFd = i32;

/// An open descriptor that this value closes.
///
/// Dropping it issues `close` and ignores its answer; [`io::close`](crate::io::close) reports it.
#[repr(transparent)]
pub struct OwnedFd(RawFd);

impl OwnedFd {
    /// Takes ownership of a descriptor.
    ///
    /// # Safety
    ///
    /// - `raw` is open, and nothing else closes it.
    #[inline]
    #[must_use]
    pub const unsafe fn from_raw_fd(raw: RawFd) -> Self {
        Self(raw)
    }

    /// Gives up ownership: the descriptor stays open.
    #[inline]
    #[must_use]
    pub const fn into_raw_fd(self) -> RawFd {
        let raw = self.0;
        core::mem::forget(self);
        raw
    }

    /// The number, still owned by this value.
    #[inline]
    #[must_use]
    pub const fn as_raw_fd(&self) -> RawFd {
        self.0
    }
}

impl Drop for OwnedFd {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the descriptor is this value's alone, and nobody can use the value any more.
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
        // SAFETY: the caller vouches that the word answers a call that opens a descriptor.
        unsafe { <Result<RawFd>>::decode(word) }.map(OwnedFd)
    }
}

/// A descriptor that stays open as long as `'fd`, or a place holder that is no descriptor, such as [`CWD`](crate::fs::CWD).
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
    /// - `raw` is open and stays open while this value lives.
    /// - `raw` is a negative number that stands for no descriptor.
    /// - `raw` is 0, 1 or 2, the number of a standard stream.
    #[inline]
    #[must_use]
    pub const unsafe fn borrow_raw(raw: RawFd) -> Self {
        Self {
            raw,
            owner: PhantomData,
        }
    }

    /// The number.
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

/// Whoever can lend a descriptor.
pub trait AsFd {
    /// Lends it.
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
        // SAFETY: the descriptor is open as long as its owner lives, and the owner is borrowed for as long.
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
