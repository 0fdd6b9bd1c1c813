//! System call numbers: names, numbers, and what to call instead.
//!
//! `sysno.tbl` holds one row per kernel name; the build script turns it into this target's constants.

use core::cmp::Ordering;
use core::fmt;

/// The number of a system call on this target.
///
/// Each call that the target has a number for is a constant: `Sysno::GETPID`, `Sysno::PREAD64`. A name without a number on
/// a target has no constant there.
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

/// The number that the wrapper of each name uses on this target: on i686 that of the `i686_row` row. `None` if this target
/// has no such call.
#[allow(dead_code)] // All names are here; the wrappers use some.
pub(crate) mod nr {
    use super::Sysno;
    include!(concat!(env!("OUT_DIR"), "/nr.rs"));
}

impl Sysno {
    /// The number as the kernel takes it.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> u32 {
        self.0
    }

    /// Any number, known or not.
    #[inline]
    #[must_use]
    pub const fn from_raw(number: u32) -> Self {
        Self(number)
    }

    /// The kernel's name, such as `"pread64"`; `None` where the target's table has no such number.
    #[inline]
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        entry(NAMES, NAMES_STARTS, self.0 as usize)
    }

    /// The number of a kernel name; `None` where the target has none.
    #[inline]
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        // Byte by byte: comparing strings would call `memcmp`, which a program may not have.
        let order = |&number: &u16| match Self(number.into()).name() {
            Some(known) => known.bytes().cmp(name.bytes()),
            None => Ordering::Less,
        };
        let found = BY_NAME.binary_search_by(order).ok()?;
        BY_NAME.get(found).map(|&number| Self(number.into()))
    }

    /// Every number that has a name on this target, in ascending order.
    #[inline]
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + Clone {
        (0..NAMES_STARTS.len() as u32)
            .map(Self)
            .filter(|number| number.name().is_some())
    }
}

/// The name, or the number where it has none.
impl fmt::Display for Sysno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

/// The name, or `Sysno(4000)` where it has none.
impl fmt::Debug for Sysno {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Sysno({})", self.0),
        }
    }
}

/// The entry at `index` of a generated table: `text` cut at `starts`. Empty entries are holes.
#[inline]
pub(crate) fn entry(text: &'static str, starts: &[u16], index: usize) -> Option<&'static str> {
    match starts.get(index..)? {
        &[start, end, ..] if start < end => text.get(start.into()..end.into()),
        _ => None,
    }
}
