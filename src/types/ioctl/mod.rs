//! Requests of `ioctl(2)`: their numbers, arguments and results.

mod form;
mod request;

pub use form::{Call, Get, Ioctl, Set, Update};
pub use request::Request;

use crate::arg::Arg;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// Makes a request whose argument is a number, or that has no argument.
///
/// # Safety
///
/// - Every driver that implements the number must interpret `argument` as this request does, or
///   reject it.
#[inline]
pub(crate) unsafe fn call(fd: impl AsFd, request: Request, argument: impl Arg) -> Result<()> {
    // SAFETY: the caller has the same duty.
    let word: Result<usize> = unsafe { sys!(IOCTL, fd.as_fd(), request, argument) };
    // Some drivers return a number other than 0.
    word.map(|_| ())
}

/// Makes a request with memory that the driver reads and writes. Returns the driver's result, which
/// may be any number.
///
/// # Safety
///
/// - Every driver that implements the number must read and write no more than the `T` at `value`,
///   or memory after it that the caller provides as well.
/// - The driver must leave a valid `T` there, and the request's effect must be sound.
#[inline]
pub(crate) unsafe fn update<T>(fd: impl AsFd, request: Request<T>, value: *mut T) -> Result<usize> {
    // SAFETY: the caller has the same duty. The type `Request<T>` ensures that a file in user space
    // accesses no more than a `T`.
    unsafe { sys!(IOCTL, fd.as_fd(), request.raw(), value) }
}

/// Makes a request that reads a `T`.
///
/// # Safety
///
/// - Every driver that implements the number must read no more than a `T`, and must write nothing.
///   So the number must not state that the driver writes.
/// - `T` must not have padding.
#[inline]
pub(crate) unsafe fn set<T>(fd: impl AsFd, request: Request<T>, value: &T) -> Result<()> {
    // SAFETY: the caller has the same duty, and the driver writes nothing.
    unsafe { update(fd, request, (&raw const *value).cast_mut()) }.map(|_| ())
}

/// Makes a request that writes a `T`. Returns the `T`, in which bytes that the driver did not write
/// are those of the default value.
///
/// # Safety
///
/// - Every driver that implements the number must write no more than a `T`.
/// - Every byte pattern must be a valid `T`.
#[inline]
pub(crate) unsafe fn get<T: Default>(fd: impl AsFd, request: Request<T>) -> Result<T> {
    let mut value = T::default();
    // SAFETY: the caller has the same duty.
    unsafe { update(fd, request, &raw mut value) }.map(|_| value)
}
