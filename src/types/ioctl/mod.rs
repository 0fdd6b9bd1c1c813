//! Requests of `ioctl(2)`: their numbers, and what goes in and comes out with one.

mod form;
mod request;

pub use form::{Call, Get, Ioctl, Set, Update};
pub use request::Request;

use crate::arg::Arg;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// Makes a request whose argument is a number, or that has none.
///
/// # Safety
///
/// - Every driver that implements the number must take `argument` for what it is, or refuse it.
#[inline]
pub(crate) unsafe fn call(fd: impl AsFd, request: Request, argument: impl Arg) -> Result<()> {
    // SAFETY: the duty is the caller's.
    let word: Result<usize> = unsafe { sys!(IOCTL, fd.as_fd(), request, argument) };
    // Some drivers return a number other than 0.
    word.map(|_| ())
}

/// Makes a request on memory that the driver reads and writes. Returns the driver's word, which may be any number.
///
/// # Safety
///
/// - Every driver that implements the number must read and write no more than the `T` at `value`, or what the caller
///   knows to lie behind it.
/// - What the driver leaves there must be a valid `T`, and its effect must be sound.
#[inline]
pub(crate) unsafe fn update<T>(fd: impl AsFd, request: Request<T>, value: *mut T) -> Result<usize> {
    // SAFETY: the duty is the caller's. `Request<T>` says that a file in user space accesses a `T` at most.
    unsafe { sys!(IOCTL, fd.as_fd(), request.raw(), value) }
}

/// Makes a request that reads a `T`.
///
/// # Safety
///
/// - Every driver that implements the number must read no more than a `T`, which must have no padding, and write
///   nothing. So the number must not say that the driver writes.
#[inline]
pub(crate) unsafe fn set<T>(fd: impl AsFd, request: Request<T>, value: &T) -> Result<()> {
    // SAFETY: the duty is the caller's; nothing is written.
    unsafe { update(fd, request, (&raw const *value).cast_mut()) }.map(|_| ())
}

/// Makes a request that writes a `T`. Returns what the driver wrote, with zeros where it wrote nothing.
///
/// # Safety
///
/// - Every driver that implements the number must write no more than a `T`, and every byte pattern must be a valid `T`.
#[inline]
pub(crate) unsafe fn get<T: Default>(fd: impl AsFd, request: Request<T>) -> Result<T> {
    let mut value = T::default();
    // SAFETY: the duty is the caller's.
    unsafe { update(fd, request, &raw mut value) }.map(|_| value)
}
