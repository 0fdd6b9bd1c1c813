//! The forms that a request of `ioctl(2)` can have.

use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::ptr;

use super::Request;

/// A request of `ioctl(2)` with what belongs to it, for [`io::ioctl`](crate::io::ioctl).
///
/// [`Call`], [`Get`], [`Set`] and [`Update`] are the usual forms; a request with another form, or one with a safe face,
/// is a type of its own:
///
/// ```
/// use core::ffi::c_void;
/// use trapgate::io::{self, Ioctl, Request};
/// use trapgate::fd::AsFd;
///
/// /// How many bytes wait to be read.
/// struct Waiting(i32);
///
/// // SAFETY: every driver that knows `FIONREAD` writes one `int`.
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
///     // SAFETY: no driver takes this number for another request.
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
/// - For a driver that [`request`](Self::request) belongs to, [`argument`](Self::argument) is what it takes: of the
///   memory there it reads what is initialised and writes what is the caller's to be written, as long as the value
///   stands where it stood.
/// - [`output`](Self::output) reads what that driver has written, or what was there before.
pub unsafe trait Ioctl: Sized {
    /// What the caller gets.
    type Output;

    /// The number.
    fn request(&self) -> u32;

    /// What goes with it: the address of a struct, or a number in the form of an address.
    ///
    /// It is asked for once, and the value does not move until the driver has answered.
    fn argument(&mut self) -> *mut c_void;

    /// What the caller gets when the driver has answered `word`, which is no error. Most drivers answer 0.
    ///
    /// # Safety
    ///
    /// - A driver that the request belongs to has answered this word, upon the argument of this very value.
    unsafe fn output(self, word: usize) -> Self::Output;
}

/// A request whose argument is a number, or that has none: the caller gets the driver's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    request: Request,
    argument: usize,
}

impl Call {
    /// A request and its number; 0 for none.
    ///
    /// # Safety
    ///
    /// - The driver does not take the number for an address.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request, argument: usize) -> Self {
        Self { request, argument }
    }
}

// SAFETY: no memory but what the constructor's caller vouches for.
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

/// A request that writes a `T`, which the caller gets.
#[derive(Debug)]
pub struct Get<T> {
    request: Request<T>,
    value: MaybeUninit<T>,
}

impl<T> Get<T> {
    /// A request and room for its answer.
    ///
    /// # Safety
    ///
    /// - The driver writes a whole `T` with every success, and no more.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request<T>) -> Self {
        let value = MaybeUninit::uninit();
        Self { request, value }
    }
}

// SAFETY: the constructor's caller vouches for what the driver writes.
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
        // SAFETY: the driver has had success.
        unsafe { self.value.assume_init() }
    }
}

/// A request that reads a `T`: the caller gets the driver's word.
#[derive(Debug)]
pub struct Set<'a, T> {
    request: Request<T>,
    value: &'a T,
}

impl<'a, T> Set<'a, T> {
    /// A request and what goes with it.
    ///
    /// # Safety
    ///
    /// - The driver reads no more than a `T` that has no padding, writes nothing there, and follows no address in it
    ///   that it may not follow.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request<T>, value: &'a T) -> Self {
        Self { request, value }
    }
}

// SAFETY: the constructor's caller vouches for what the driver reads.
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

/// A request that reads a `T` and writes one in its place, wholly or in part: the caller gets the driver's word.
#[derive(Debug)]
pub struct Update<'a, T> {
    request: Request<T>,
    value: &'a mut T,
}

impl<'a, T> Update<'a, T> {
    /// A request and what goes with it.
    ///
    /// # Safety
    ///
    /// - The driver reads no more than a `T` that has no padding, follows no address in it that it may not follow, and
    ///   leaves a `T` there.
    #[inline]
    #[must_use]
    pub const unsafe fn new(request: Request<T>, value: &'a mut T) -> Self {
        Self { request, value }
    }
}

// SAFETY: the constructor's caller vouches for what the driver reads and writes.
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
