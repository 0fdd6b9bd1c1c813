//! Sets of signals.

use core::fmt;

use static_assertions::const_assert_eq;

use super::signal::Signal;

/// A set of signals in the kernel's layout: 8 bytes on both targets, instead of the 128 of C
/// libraries.
///
/// ```
/// use trapgate::signal::{SigSet, Signal};
///
/// let set = SigSet::empty().with(Signal::INT).with(Signal::TERM);
/// assert!(set.contains(Signal::INT) && !set.contains(Signal::HUP));
/// ```
#[doc(alias = "sigset_t")]
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct SigSet(u64);

const_assert_eq!(size_of::<SigSet>(), 8);

impl SigSet {
    /// Creates an empty set.
    #[doc(alias = "sigemptyset")]
    #[inline]
    #[must_use]
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Creates a set of all 64 signals.
    #[doc(alias = "sigfillset")]
    #[inline]
    #[must_use]
    pub const fn all() -> Self {
        Self(!0)
    }

    /// Creates a set from its bits: bit `n - 1` is signal `n`.
    #[inline]
    #[must_use]
    pub const fn from_raw(bits: u64) -> Self {
        Self(bits)
    }

    /// Returns the bits.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// Returns the bit of a signal. Signals are 1 to 64, so the shift cannot overflow.
    const fn bit(signal: Signal) -> u64 {
        1 << ((signal.raw() - 1) & 63)
    }

    /// Returns this set with a signal added.
    #[inline]
    #[must_use]
    pub const fn with(self, signal: Signal) -> Self {
        Self(self.0 | Self::bit(signal))
    }

    /// Returns this set with a signal removed.
    #[inline]
    #[must_use]
    pub const fn without(self, signal: Signal) -> Self {
        Self(self.0 & !Self::bit(signal))
    }

    /// Adds a signal.
    #[doc(alias = "sigaddset")]
    #[inline]
    pub const fn insert(&mut self, signal: Signal) {
        self.0 |= Self::bit(signal);
    }

    /// Removes a signal.
    #[doc(alias = "sigdelset")]
    #[inline]
    pub const fn remove(&mut self, signal: Signal) {
        self.0 &= !Self::bit(signal);
    }

    /// Returns `true` if the set contains a signal.
    #[doc(alias = "sigismember")]
    #[inline]
    #[must_use]
    pub const fn contains(self, signal: Signal) -> bool {
        self.0 & Self::bit(signal) != 0
    }

    /// Returns an iterator over the signals in the set, in ascending order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Signal> + Clone {
        let all = (1..65).filter_map(Signal::from_raw);
        all.filter(move |&signal| self.contains(signal))
    }
}

impl FromIterator<Signal> for SigSet {
    #[inline]
    fn from_iter<I: IntoIterator<Item = Signal>>(signals: I) -> Self {
        signals.into_iter().fold(Self::empty(), Self::with)
    }
}

impl fmt::Debug for SigSet {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
