//! System call numbers and their names.
//!
//! `sysno.tbl` has one row for each kernel name; the build script generates this target's constants
//! from it.

use core::cmp::Ordering;
use core::fmt;

/// The number of a system call on this target.
///
/// Each call that the target has is a constant, such as `Sysno::GETPID` or `Sysno::PREAD64`. A call
/// that the target does not have is not a constant there.
///
/// ```
/// use trapgate::Sysno;
/// assert_eq!(Sysno::from_name("getpid"), Some(Sysno::GETPID));
/// assert_eq!(Sysno::GETPID.name(), Some("getpid"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Sysno(u32);

include!(concat!(env!("OUT_DIR"), "/sysno.rs"));

/// The number that the wrapper of each name uses on this target; on i686, that of the call in the
/// column `i686_row`. `None` if this target has no such call.
#[allow(dead_code)] // All names are here; the wrappers use some.
pub(crate) mod nr {
    use super::Sysno;
    include!(concat!(env!("OUT_DIR"), "/nr.rs"));
}

impl Sysno {
    /// Returns the number that the kernel expects.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> u32 {
        self.0
    }

    /// Creates a `Sysno` from any number, whether it has a name or not.
    #[inline]
    #[must_use]
    pub const fn from_raw(number: u32) -> Self {
        Self(number)
    }

    /// Returns the kernel's name, such as `"pread64"`, or `None` if the target has no call with
    /// this number.
    #[inline]
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        entry(NAMES, NAMES_STARTS, self.0 as usize)
    }

    /// Returns the call with this name, or `None` if the target has no such call.
    #[inline]
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        // Compares byte by byte: comparing strings would call `memcmp`, which a program may not
        // have.
        let order = |&number: &u16| match Self(number.into()).name() {
            Some(known) => known.bytes().cmp(name.bytes()),
            None => Ordering::Less,
        };
        let found = BY_NAME.binary_search_by(order).ok()?;
        BY_NAME.get(found).map(|&number| Self(number.into()))
    }

    /// Returns an iterator over the calls of this target, in ascending order of their numbers.
    #[inline]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..NAMES_STARTS.len() as u32)
            .map(Self)
            .filter(|number| number.name().is_some())
    }
}

/// Writes the name, or the number if it has no name.
impl fmt::Display for Sysno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

/// Writes the name, or `Sysno(4000)` if the number has no name.
impl fmt::Debug for Sysno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Sysno({})", self.0),
        }
    }
}

/// Returns the entry at `index` of a generated table: the part of `text` between two of the
/// `starts`. An empty entry is a number without a name.
#[inline]
pub(crate) fn entry(text: &'static str, starts: &[u16], index: usize) -> Option<&'static str> {
    match starts.get(index..)? {
        &[start, end, ..] if start < end => text.get(start.into()..end.into()),
        _ => None,
    }
}
