//! The kernel's error numbers.
//!
//! The kernel returns an error as a value from -4095 to -1. `errno.tbl` lists the numbers that have
//! a name; the build script generates the constants from it.

use core::fmt;
use core::num::NonZeroUsize;

use crate::sysno::entry;

/// The result of a system call: a value or an error number.
pub type Result<T, E = Errno> = core::result::Result<T, E>;

/// An error number, from 1 to 4095.
///
/// The constants have the kernel's names without the `E`: `Errno::NOENT`, `Errno::INVAL`. `E2BIG`
/// is `Errno::_2BIG`, because a name cannot start with a digit. A number without a name is kept
/// unchanged.
///
/// The type is as wide as a register and never zero, so a `Result<()>` fits in one register.
///
/// ```
/// use trapgate::Errno;
/// let error = Errno::NOENT;
/// assert_eq!((error.raw(), error.name()), (2, Some("ENOENT")));
/// assert_eq!(error.to_string(), "no such file or directory");
/// assert_eq!(Errno::from_raw(4000).unwrap().to_string(), "error 4000");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Errno(NonZeroUsize);

include!(concat!(env!("OUT_DIR"), "/errno.rs"));

impl Errno {
    /// For the constants only. The compiler evaluates it, and a zero does not compile.
    const fn known(number: usize) -> Self {
        Self(NonZeroUsize::new(number).unwrap())
    }

    /// Creates the error from a word that the kernel returned, after `check` has found it in range
    /// and negated it.
    #[inline]
    pub(crate) const fn from_word(number: NonZeroUsize) -> Self {
        Self(number)
    }

    /// Returns the number, which is positive.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> i32 {
        self.0.get() as i32
    }

    /// Returns the error with this positive number, or `None` if the number is not in 1 to 4095.
    #[inline]
    #[must_use]
    pub const fn from_raw(number: i32) -> Option<Self> {
        match NonZeroUsize::new(number as usize) {
            Some(word) if word.get() <= 4095 => Some(Self(word)),
            _ => None,
        }
    }

    /// Returns the kernel's name, such as `"ENOENT"`, or `None` if the number has no name. If the
    /// number has two names, this is the first: `"EAGAIN"`, not `"EWOULDBLOCK"`.
    #[inline]
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        // The second names are stored after the last number.
        if self.0.get() <= LAST {
            entry(NAMES, NAMES_STARTS, self.0.get())
        } else {
            None
        }
    }

    /// Returns the error with this name, such as `"ENOENT"` or `"EWOULDBLOCK"`.
    #[inline]
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        // Compares byte by byte: comparing strings would call `memcmp`, which a program may not
        // have.
        let same = |&index: &usize| {
            entry(NAMES, NAMES_STARTS, index).is_some_and(|known| known.bytes().eq(name.bytes()))
        };
        let index = (1..NAMES_STARTS.len()).find(same)?;
        let number = match index.checked_sub(LAST + 1) {
            Some(alias) => usize::from(*ALIASES.get(alias)?),
            None => index,
        };
        NonZeroUsize::new(number).map(Self)
    }

    /// Returns a description in a few lower-case words, or `None` if the number has no name.
    #[inline]
    #[must_use]
    pub fn message(self) -> Option<&'static str> {
        entry(MESSAGES, MESSAGES_STARTS, self.0.get())
    }

    /// Returns an iterator over the errors that have a name, in ascending order.
    #[inline]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        let numbers = (1..LAST + 1).filter_map(NonZeroUsize::new).map(Self);
        numbers.filter(|error| error.name().is_some())
    }
}

/// Writes the message, or `error 4000` if the number has no name.
impl fmt::Display for Errno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message() {
            Some(message) => f.pad(message),
            None => write!(f, "error {}", self.0),
        }
    }
}

/// Writes the name, or `Errno(4000)` if the number has no name.
impl fmt::Debug for Errno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Errno({})", self.0),
        }
    }
}

impl core::error::Error for Errno {}

/// Converts the error to that of the standard library with the same number.
#[cfg(feature = "std")]
impl From<Errno> for std::io::Error {
    #[inline]
    fn from(error: Errno) -> Self {
        Self::from_raw_os_error(error.raw())
    }
}
