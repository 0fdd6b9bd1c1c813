//! The kernel's error numbers.
//!
//! The kernel answers an error as a value from -4095 to -1. `errno.tbl` holds the numbers that have a name; the build
//! script turns it into constants.

use core::fmt;
use core::num::NonZeroUsize;

use crate::sysno::entry;

/// What a system call returns: a value, or the error number.
pub type Result<T, E = Errno> = core::result::Result<T, E>;

/// An error number, positive, from 1 to 4095.
///
/// The constants are the kernel's names without the `E`: `Errno::NOENT`, `Errno::INVAL`, and `Errno::_2BIG` because a name
/// cannot start with a digit. A number without a name is kept as it came.
///
/// As wide as a register and never zero, so that a `Result<()>` travels in one register.
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
    /// For the constants alone: evaluated by the compiler, which refuses a zero.
    const fn known(number: usize) -> Self {
        Self(NonZeroUsize::new(number).unwrap())
    }

    /// An error that the kernel has answered: a word that `check` has found to be in range, negated.
    #[inline]
    pub(crate) const fn from_word(number: NonZeroUsize) -> Self {
        Self(number)
    }

    /// The positive number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> i32 {
        self.0.get() as i32
    }

    /// The error with this positive number; `None` outside 1 to 4095.
    #[inline]
    #[must_use]
    pub const fn from_raw(number: i32) -> Option<Self> {
        match NonZeroUsize::new(number as usize) {
            Some(word) if word.get() <= 4095 => Some(Self(word)),
            _ => None,
        }
    }

    /// The kernel's name, such as `"ENOENT"`; `None` where the number has none. Of two names for one number, the first:
    /// `"EAGAIN"`, not `"EWOULDBLOCK"`.
    #[inline]
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        // Behind the last number stand the further names.
        if self.0.get() <= LAST {
            entry(NAMES, NAMES_STARTS, self.0.get())
        } else {
            None
        }
    }

    /// The number of a kernel name, `"ENOENT"` or `"EWOULDBLOCK"`.
    #[inline]
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        // Byte by byte: comparing strings would call `memcmp`, which a program may not have.
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

    /// What went wrong, in a few lower-case words; `None` where the number has no name.
    #[inline]
    #[must_use]
    pub fn message(self) -> Option<&'static str> {
        entry(MESSAGES, MESSAGES_STARTS, self.0.get())
    }

    /// Every number that has a name, in ascending order.
    #[inline]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        let numbers = (1..LAST + 1).filter_map(NonZeroUsize::new).map(Self);
        numbers.filter(|error| error.name().is_some())
    }
}

/// The message, or `error 4000` where the number has no name.
impl fmt::Display for Errno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message() {
            Some(message) => f.pad(message),
            None => write!(f, "error {}", self.0),
        }
    }
}

/// The name, or `Errno(4000)` where the number has none.
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

/// The same number, as the standard library sees it.
#[cfg(feature = "std")]
impl From<Errno> for std::io::Error {
    #[inline]
    fn from(error: Errno) -> Self {
        Self::from_raw_os_error(error.raw())
    }
}
