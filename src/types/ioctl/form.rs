//! The forms that an `ioctl(2)` request can have.

use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::ptr;

use super::Request;

/// An `ioctl(2)` request together with its argument, for [`io::ioctl`](crate::io::ioctl).
///
/// [`Call`], [`Get`], [`Set`] and [`Update`] are the usual forms. A request that has another form,
/// or that should have a safe interface, gets a type of its own:
///
/// ```
/// use core::ffi::c_void;
/// use trapgate::io::{self, Ioctl, Request};
/// use trapgate::fd::AsFd;
///
/// /// Returns the number of bytes that can be read without blocking.
/// struct Waiting(i32);
///
/// // SAFETY: every driver that implements `FIONREAD` writes one `int`.
/// unsafe impl Ioctl for Waiting {
///     type Output = usize;
///
///     fn request(&self) -> u32 {
///         Request::FIONREAD.raw()
///     }
///
///     fn argument(&mut self) -> *mut c_void {
///         (&raw mut self.0).cast()
///     }
///
///     unsafe fn output(self, _: usize) -> usize {
///         self.0.max(0) as usize
///     }
/// }
///
/// fn waiting(fd: impl AsFd) -> trapgate::Result<usize> {
///     // SAFETY: no driver uses this number for another request.
///     unsafe { io::ioctl(fd, Waiting(0)) }
/// }
///
/// let (read, write) = trapgate::io::pipe2(trapgate::io::PipeFlags::CLOEXEC)?;
/// io::write(&write, b"trapgate")?;
/// assert_eq!(waiting(&read), Ok(8));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Safety
///
/// An implementation must ensure the following for every driver that implements
/// [`request`](Self::request):
///
/// - [`argument`](Self::argument) must be valid for the driver until the value moves. Of the memory
///   there, the driver must read only initialised bytes, and write only bytes that the value owns
///   or borrows exclusively.
/// - [`output`](Self::output) must read only memory that the driver has written, or that was
///   initialised before the call.
pub unsafe trait Ioctl: Sized {
    /// What the request returns to the caller.
    type Output;

    /// Returns the request's number.
    fn request(&self) -> u32;

    /// Returns the request's argument: the address of a struct, or a number in the form of an
    /// address.
    ///
    /// The caller calls this once, and does not move the value until the driver has returned.
    fn argument(&mut self) -> *mut c_void;

    /// Converts the driver's result, which is not an error, to the output. Most drivers return 0.
    ///
    /// # Safety
    ///
    /// - `word` must be the result of a driver that implements the request, for the argument of
    ///   this value.
    unsafe fn output(self, word: usize) -> Self::Output;
}

/// A request whose argument is a number, or that has no argument. Returns the driver's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    request: Request,
    argument: usize,
}

impl Call {
    /// Creates a request with a number as its argument. Pass 0 if the request has no argument.
    ///
    /// # Safety
    ///
    /// - The driver must not interpret the number as an address.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request, argument: usize) -> Self {
        Self { request, argument }
    }
}

// SAFETY: the argument is a number. The caller of `new` guarantees that the driver accesses no
// memory through it.
unsafe impl Ioctl for Call {
    type Output = usize;

    #[inline]
    fn request(&self) -> u32 {
        self.request.raw()
    }

    #[inline]
    fn argument(&mut self) -> *mut c_void {
        ptr::without_provenance_mut(self.argument)
    }

    #[inline]
    unsafe fn output(self, word: usize) -> usize {
        word
    }
}

/// A request that writes a `T`. Returns the `T`.
#[derive(Debug)]
pub struct Get<T> {
    request: Request<T>,
    value: MaybeUninit<T>,
}

impl<T> Get<T> {
    /// Creates a request with memory for its result.
    ///
    /// # Safety
    ///
    /// - Whenever the request succeeds, the driver must have written a whole `T`, and no more than
    ///   that.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request<T>) -> Self {
        let value = MaybeUninit::uninit();
        Self { request, value }
    }
}

// SAFETY: the caller of `new` guarantees that the driver writes a `T` and no more.
unsafe impl<T> Ioctl for Get<T> {
    type Output = T;

    #[inline]
    fn request(&self) -> u32 {
        self.request.raw()
    }

    #[inline]
    fn argument(&mut self) -> *mut c_void {
        self.value.as_mut_ptr().cast()
    }

    #[inline]
    unsafe fn output(self, _: usize) -> T {
        // SAFETY: the request succeeded, so the driver has written a whole `T`.
        unsafe { self.value.assume_init() }
    }
}

/// A request that reads a `T`. Returns the driver's result.
#[derive(Debug)]
pub struct Set<'a, T> {
    request: Request<T>,
    value: &'a T,
}

impl<'a, T> Set<'a, T> {
    /// Creates a request with a value for the driver to read.
    ///
    /// # Safety
    ///
    /// - The driver must not read more than a `T`, and `T` must not have padding.
    /// - The driver must not write to the value.
    /// - If `value` contains addresses, what the driver does with the memory there must be sound.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request<T>, value: &'a T) -> Self {
        Self { request, value }
    }
}

// SAFETY: the caller of `new` guarantees that the driver reads no more than a `T` and writes
// nothing.
unsafe impl<T> Ioctl for Set<'_, T> {
    type Output = usize;

    #[inline]
    fn request(&self) -> u32 {
        self.request.raw()
    }

    #[inline]
    fn argument(&mut self) -> *mut c_void {
        ptr::from_ref(self.value).cast_mut().cast()
    }

    #[inline]
    unsafe fn output(self, word: usize) -> usize {
        word
    }
}

/// A request that reads a `T` and then replaces it, wholly or in part. Returns the driver's result.
#[derive(Debug)]
pub struct Update<'a, T> {
    request: Request<T>,
    value: &'a mut T,
}

impl<'a, T> Update<'a, T> {
    /// Creates a request with a value for the driver to read and replace.
    ///
    /// # Safety
    ///
    /// - The driver must not read more than a `T`, and `T` must not have padding.
    /// - The driver must not write more than a `T`, and must leave a valid `T`.
    /// - If `value` contains addresses, what the driver does with the memory there must be sound.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request<T>, value: &'a mut T) -> Self {
        Self { request, value }
    }
}

// SAFETY: the caller of `new` guarantees that the driver reads no more than a `T` and leaves a
// valid one.
unsafe impl<T> Ioctl for Update<'_, T> {
    type Output = usize;

    #[inline]
    fn request(&self) -> u32 {
        self.request.raw()
    }

    #[inline]
    fn argument(&mut self) -> *mut c_void {
        ptr::from_mut(self.value).cast()
    }

    #[inline]
    unsafe fn output(self, word: usize) -> usize {
        word
    }
}
