//! Sets of signals.

use core::fmt;

use static_assertions::const_assert_eq;

use super::signal::Signal;

/// A set of signals, as the kernel has it: 8 bytes on both targets, not the 128 of C libraries.
#[doc(alias = "sigset_t")]
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct SigSet(u64);

const_assert_eq!(size_of::<SigSet>(), 8);

impl SigSet {
    /// No signal.
    #[doc(alias = "sigemptyset")]
    #[inline]
    #[must_use]
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Every signal.
    #[doc(alias = "sigfillset")]
    #[inline]
    #[must_use]
    pub const fn all() -> Self {
        Self(!0)
    }

    /// The set with these bits: signal `n` is bit `n - 1`.
    #[inline]
    #[must_use]
    pub const fn from_raw(bits: u64) -> Self {
        Self(bits)
    }

    /// The bits.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// The bit of a signal, 1 to 64: no shift can be too far.
    const fn bit(signal: Signal) -> u64 {
        1 << ((signal.raw() - 1) & 63)
    }

    /// This set and one signal more.
    #[inline]
    #[must_use]
    pub const fn with(self, signal: Signal) -> Self {
        Self(self.0 | Self::bit(signal))
    }

    /// This set and one signal less.
    #[inline]
    #[must_use]
    pub const fn without(self, signal: Signal) -> Self {
        Self(self.0 & !Self::bit(signal))
    }

    /// Puts a signal in.
    #[doc(alias = "sigaddset")]
    #[inline]
    pub const fn insert(&mut self, signal: Signal) {
        self.0 |= Self::bit(signal);
    }

    /// Takes a signal out.
    #[doc(alias = "sigdelset")]
    #[inline]
    pub const fn remove(&mut self, signal: Signal) {
        self.0 &= !Self::bit(signal);
    }

    /// Whether a signal is in it.
    #[doc(alias = "sigismember")]
    #[inline]
    #[must_use]
    pub const fn contains(self, signal: Signal) -> bool {
        self.0 & Self::bit(signal) != 0
    }

    /// The signals in it, in ascending order.
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
