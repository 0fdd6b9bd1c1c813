//! The number of a request, and the type of the memory at its argument.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use crate::arg::Arg;

/// The number of an `ioctl(2)` request, and the type of the memory that its argument points to.
///
/// Most numbers have four parts: a letter that identifies the driver, a number within the driver,
/// the size of the memory, and whether the driver reads or writes it. [`read`](Self::read),
/// [`write`](Self::write) and [`read_write`](Self::read_write) compose them as the macros in C do,
/// with the size of `T`; a `T` of 16 KiB or more does not compile. Older numbers contain no size,
/// so only the type states it: `Request::FIONREAD` is a `Request<i32>` because every driver writes
/// an `int`. A `Request<()>`, or `Request` for short, has no memory: its argument is a number, or
/// is ignored.
///
/// The constants are the requests that this crate has a function for.
///
/// ```
/// use trapgate::io::Request;
///
/// const GET: Request<u64> = Request::read(b'X', 1);
/// assert_eq!(GET.raw(), 0x8008_5801);
/// assert_eq!((GET.group(), GET.number(), GET.size()), (b'X', 1, 8));
/// assert!(GET.reads() && !GET.writes());
/// ```
///
/// A file in user space (FUSE) accesses as many bytes as the number states, even if the kernel's
/// drivers access fewer. So [`Get`](super::Get), [`Set`](super::Set), [`Update`](super::Update) and
/// the functions of this crate accept a request only with memory of its own type. For example, the
/// block size of a device is an `int` in the kernel, but its request's number states a `size_t`:
///
/// ```compile_fail
/// use trapgate::io::{Get, Request};
///
/// // SAFETY: none: a file in user space would write eight bytes on x86_64.
/// let get = unsafe { Get::<i32>::new(Request::BLKBSZGET) };
/// ```
///
/// ```
/// use trapgate::io::{Get, Request};
///
/// // SAFETY: only sound for a file that writes a whole `usize`.
/// let get = unsafe { Get::<usize>::new(Request::BLKBSZGET) };
/// ```
#[repr(transparent)]
pub struct Request<T = ()> {
    raw: u32,
    memory: PhantomData<fn() -> T>,
}

/// The position of the size; the direction stands above it. Below are eight bits of number and
/// eight bits of group.
const SIZE_AT: u32 = 16;
const WRITES: u32 = 1 << 30;
const READS: u32 = 1 << 31;

impl<T> Request<T> {
    /// The size of the memory, in its position. Does not compile if the size needs more than
    /// fourteen bits.
    const SIZED: u32 = {
        assert!(
            size_of::<T>() < 1 << 14,
            "the size of `T` must fit in 14 bits"
        );
        (size_of::<T>() as u32) << SIZE_AT
    };

    /// `_IO`: a number that states no memory.
    #[doc(alias = "_IO")]
    #[inline]
    #[must_use]
    pub const fn none(group: u8, number: u8) -> Self {
        Self::from_raw((group as u32) << 8 | number as u32)
    }

    /// `_IOR`: the driver writes a `T` for the caller to read.
    #[doc(alias = "_IOR")]
    #[inline]
    #[must_use]
    pub const fn read(group: u8, number: u8) -> Self {
        Self::from_raw(READS | Self::SIZED | Self::none(group, number).raw)
    }

    /// `_IOW`: the driver reads a `T` from the caller.
    #[doc(alias = "_IOW")]
    #[inline]
    #[must_use]
    pub const fn write(group: u8, number: u8) -> Self {
        Self::from_raw(WRITES | Self::SIZED | Self::none(group, number).raw)
    }

    /// `_IOWR`: the driver reads a `T` and replaces it.
    #[doc(alias = "_IOWR")]
    #[inline]
    #[must_use]
    pub const fn read_write(group: u8, number: u8) -> Self {
        Self::from_raw(READS | WRITES | Self::SIZED | Self::none(group, number).raw)
    }

    /// Creates a request from any number, such as one without the four parts, or one whose size is
    /// only known at run time.
    ///
    /// The size in the number may differ from that of `T`; nothing compares them.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: u32) -> Self {
        let memory = PhantomData;
        Self { raw, memory }
    }

    /// Returns the same number for an argument that is a number, although this one states that it
    /// points to a `T`.
    ///
    /// Some drivers expect the `int` of an `_IOW` itself as the argument, or ignore the argument of
    /// an `_IOWR`.
    ///
    /// ```
    /// use trapgate::io::Request;
    ///
    /// const EVIOCGRAB: Request = Request::<i32>::write(b'E', 0x90).by_value();
    /// assert_eq!(EVIOCGRAB.raw(), 0x4004_4590);
    /// ```
    #[inline]
    #[must_use]
    pub const fn by_value(self) -> Request {
        Request::from_raw(self.raw)
    }

    /// Returns the same number, for a request with which the kernel's drivers access more memory
    /// than it states.
    #[inline]
    pub(crate) const fn more<U>(self) -> Request<U> {
        const { assert!(size_of::<U>() >= size_of::<T>(), "`U` is smaller than `T`") };
        Request::from_raw(self.raw)
    }

    /// Returns the number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> u32 {
        self.raw
    }

    /// `_IOC_TYPE`: returns the letter that identifies the driver.
    #[doc(alias = "_IOC_TYPE")]
    #[inline]
    #[must_use]
    pub const fn group(self) -> u8 {
        (self.raw >> 8) as u8
    }

    /// `_IOC_NR`: returns the number within the driver.
    #[doc(alias = "_IOC_NR")]
    #[inline]
    #[must_use]
    pub const fn number(self) -> u8 {
        self.raw as u8
    }

    /// `_IOC_SIZE`: returns the size of the memory that the number states, 0 to 16383 bytes.
    #[doc(alias = "_IOC_SIZE")]
    #[inline]
    #[must_use]
    pub const fn size(self) -> usize {
        ((self.raw >> SIZE_AT) & 0x3fff) as usize
    }

    /// `_IOC_READ`: returns `true` if the caller reads the memory after the call.
    #[doc(alias = "_IOC_READ")]
    #[inline]
    #[must_use]
    pub const fn reads(self) -> bool {
        self.raw & READS != 0
    }

    /// `_IOC_WRITE`: returns `true` if the caller writes the memory before the call.
    #[doc(alias = "_IOC_WRITE")]
    #[inline]
    #[must_use]
    pub const fn writes(self) -> bool {
        self.raw & WRITES != 0
    }
}

// Not derived, because the derived implementations would require the same traits of `T`, of which
// no value exists.

impl<T> Clone for Request<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Request<T> {}

impl<T> PartialEq for Request<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T> Eq for Request<T> {}

impl<T> Hash for Request<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}

impl<T> fmt::Debug for Request<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({:#x})", self.raw)
    }
}

/// Only a request without memory is an `Arg`. One with memory is passed together with a pointer to
/// its `T`, by [`update`](super::update).
impl Arg for Request {
    #[inline]
    fn word(self) -> usize {
        self.raw.word()
    }
}
