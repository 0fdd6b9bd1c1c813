//! Requests of `ioctl(2)`: their numbers, and what goes in and comes out with one.

use core::ffi::c_void;
use core::fmt;
use core::mem::MaybeUninit;
use core::ptr;

use crate::arg::Arg;

/// The number of a request.
///
/// Most numbers have four parts: a letter for the driver, a number of the driver's own, the size of the struct behind
/// the argument, and whether the driver reads or writes that. [`none`](Self::none), [`read`](Self::read),
/// [`write`](Self::write) and [`read_write`](Self::read_write) put them together as the macros of C do; a struct of 16
/// KiB or more does not compile. Older numbers follow no scheme: [`from_raw`](Self::from_raw) takes any.
///
/// The constants are the requests that this crate has a function for.
///
/// ```
/// use trapgate::io::Request;
///
/// const GET: Request = Request::read::<u64>(b'X', 1);
/// assert_eq!(GET.raw(), 0x8008_5801);
/// assert_eq!((GET.group(), GET.number(), GET.size()), (b'X', 1, 8));
/// assert!(GET.reads() && !GET.writes());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Request(u32);

/// Where size and direction begin; below stand eight bits of number and eight of group.
const SIZE_AT: u32 = 16;
const WRITES: u32 = 1 << 30;
const READS: u32 = 1 << 31;

/// The size of a struct, if it fits the fourteen bits for it.
const fn sized<T>() -> u32 {
    const {
        assert!(
            size_of::<T>() < 1 << 14,
            "a request has 14 bits for the size"
        )
    };
    (size_of::<T>() as u32) << SIZE_AT
}

impl Request {
    /// `_IO`: no struct; the argument, if there is one, is a number or not told.
    #[doc(alias = "_IO")]
    #[inline]
    #[must_use]
    pub const fn none(group: u8, number: u8) -> Self {
        Self((group as u32) << 8 | number as u32)
    }

    /// `_IOR`: the driver writes a `T`, which the caller reads.
    #[doc(alias = "_IOR")]
    #[inline]
    #[must_use]
    pub const fn read<T>(group: u8, number: u8) -> Self {
        Self(READS | sized::<T>() | Self::none(group, number).0)
    }

    /// `_IOW`: the driver reads a `T`, which the caller has written.
    #[doc(alias = "_IOW")]
    #[inline]
    #[must_use]
    pub const fn write<T>(group: u8, number: u8) -> Self {
        Self(WRITES | sized::<T>() | Self::none(group, number).0)
    }

    /// `_IOWR`: the driver reads a `T` and writes one in its place.
    #[doc(alias = "_IOWR")]
    #[inline]
    #[must_use]
    pub const fn read_write<T>(group: u8, number: u8) -> Self {
        Self(READS | WRITES | sized::<T>() | Self::none(group, number).0)
    }

    /// Any number: one that follows no scheme, or whose size is known when the program runs.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: u32) -> Self {
        Self(raw)
    }

    /// The number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> u32 {
        self.0
    }

    /// `_IOC_TYPE`: the driver's letter.
    #[doc(alias = "_IOC_TYPE")]
    #[inline]
    #[must_use]
    pub const fn group(self) -> u8 {
        (self.0 >> 8) as u8
    }

    /// `_IOC_NR`: the driver's own number.
    #[doc(alias = "_IOC_NR")]
    #[inline]
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0 as u8
    }

    /// `_IOC_SIZE`: bytes of the struct, 0 to 16383.
    #[doc(alias = "_IOC_SIZE")]
    #[inline]
    #[must_use]
    pub const fn size(self) -> usize {
        ((self.0 >> SIZE_AT) & 0x3fff) as usize
    }

    /// `_IOC_READ`: whether the caller reads the struct afterwards.
    #[doc(alias = "_IOC_READ")]
    #[inline]
    #[must_use]
    pub const fn reads(self) -> bool {
        self.0 & READS != 0
    }

    /// `_IOC_WRITE`: whether the caller writes the struct before.
    #[doc(alias = "_IOC_WRITE")]
    #[inline]
    #[must_use]
    pub const fn writes(self) -> bool {
        self.0 & WRITES != 0
    }
}

impl fmt::Debug for Request {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({:#x})", self.0)
    }
}

impl Arg for Request {
    #[inline]
    fn word(self) -> usize {
        self.0.word()
    }
}

/// A request of `ioctl(2)` with what belongs to it, for [`io::ioctl`](crate::io::ioctl).
///
/// [`Call`], [`Get`], [`Set`] and [`Update`] are the usual forms; a request with another form, or one with a safe face,
/// is a type of its own:
///
/// ```
/// use core::ffi::c_void;
/// use trapgate::io::{self, Ioctl, Request};
/// use trapgate::types::fd::AsFd;
///
/// /// How many bytes wait to be read.
/// struct Waiting(i32);
///
/// // SAFETY: every driver that knows `FIONREAD` writes one `int`.
/// unsafe impl Ioctl for Waiting {
///     type Output = usize;
///
///     fn request(&self) -> Request {
///         Request::FIONREAD
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
/// let (read, write) = trapgate::event::pipe2(trapgate::event::PipeFlags::CLOEXEC)?;
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
    fn request(&self) -> Request;

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
    fn request(&self) -> Request {
        self.request
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
    request: Request,
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
    pub const unsafe fn new(request: Request) -> Self {
        let value = MaybeUninit::uninit();
        Self { request, value }
    }
}

// SAFETY: the constructor's caller vouches for what the driver writes.
unsafe impl<T> Ioctl for Get<T> {
    type Output = T;

    #[inline]
    fn request(&self) -> Request {
        self.request
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
    request: Request,
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
    pub const unsafe fn new(request: Request, value: &'a T) -> Self {
        Self { request, value }
    }
}

// SAFETY: the constructor's caller vouches for what the driver reads.
unsafe impl<T> Ioctl for Set<'_, T> {
    type Output = usize;

    #[inline]
    fn request(&self) -> Request {
        self.request
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
    request: Request,
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
    pub const unsafe fn new(request: Request, value: &'a mut T) -> Self {
        Self { request, value }
    }
}

// SAFETY: the constructor's caller vouches for what the driver reads and writes.
unsafe impl<T> Ioctl for Update<'_, T> {
    type Output = usize;

    #[inline]
    fn request(&self) -> Request {
        self.request
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
