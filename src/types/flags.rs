//! Flag types.

use core::fmt;

use bitflags::parser::{WriteHex, to_writer};
use bitflags::{Flag, Flags};

use crate::errno::{Errno, Result};

/// Declares a flag type that keeps unknown bits. A type of up to 32 bits is a plain argument of
/// `sys!`, and one of 64 bits is `wide`.
///
/// A type has the methods and traits that `bitflags!` generates for the same flags and a final
/// `const _ = !0`. The macro writes them out for this one case, each method in its shortest form
/// and inline. A type then compiles in less than half the time, and these types are most of the
/// crate's build time.
macro_rules! flags {
    ($(#[$meta:meta])* pub struct $name:ident: u64 { $($body:tt)* }) => {
        flags! { @type $(#[$meta])* $name u64 { $($body)* } }

        impl $crate::arg::Wide for $name {
            #[inline]
            fn bits(self) -> u64 {
                self.0
            }
        }
    };
    ($(#[$meta:meta])* pub struct $name:ident: $bits:ident { $($body:tt)* }) => {
        flags! { @type $(#[$meta])* $name $bits { $($body)* } }

        impl $crate::arg::Arg for $name {
            #[inline]
            fn word(self) -> usize {
                $crate::arg::Arg::word(self.0)
            }
        }
    };
    (@type $(#[$meta:meta])* $name:ident $bits:ident {
        $($(#[$doc:meta])* const $flag:ident $(($($c:literal),+))? = $value:expr;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        #[repr(transparent)]
        pub struct $name($bits);

        impl ::bitflags::Flags for $name {
            const FLAGS: &'static [::bitflags::Flag<Self>] = &[
                $(::bitflags::Flag::new(stringify!($flag), Self::$flag),)*
                // An unknown flag, which a newer kernel may define, keeps its bit.
                ::bitflags::Flag::new("", Self(!0)),
            ];

            type Bits = $bits;

            #[inline]
            fn bits(&self) -> $bits {
                self.0
            }

            #[inline]
            fn from_bits_retain(bits: $bits) -> Self {
                Self(bits)
            }
        }

        impl $name {
            $crate::types::c_names! { Self: $($(#[$doc])* const $flag $(($($c),+))? = $value;)* }

            /// Returns the value with no bit set.
            #[inline]
            pub const fn empty() -> Self {
                Self(0)
            }

            /// Returns the value with every bit set, because any bit may be a newer flag.
            #[inline]
            pub const fn all() -> Self {
                Self(!0)
            }

            /// Returns the bits.
            #[inline]
            pub const fn bits(&self) -> $bits {
                self.0
            }

            /// Converts from bits. Never returns `None`, because any bit may be a newer flag.
            #[inline]
            pub const fn from_bits(bits: $bits) -> Option<Self> {
                Some(Self(bits))
            }

            /// Converts from bits, and keeps all of them, because any bit may be a newer flag.
            #[inline]
            pub const fn from_bits_truncate(bits: $bits) -> Self {
                Self(bits)
            }

            /// Converts from bits, and keeps all of them.
            #[inline]
            pub const fn from_bits_retain(bits: $bits) -> Self {
                Self(bits)
            }

            /// Returns the flag with this name.
            #[inline]
            pub fn from_name(name: &str) -> Option<Self> {
                $crate::types::flag_of_name(name)
            }

            /// Returns `true` if no bit is set.
            #[inline]
            pub const fn is_empty(&self) -> bool {
                self.0 == 0
            }

            /// Returns `true` if every bit is set.
            #[inline]
            pub const fn is_all(&self) -> bool {
                self.0 == !0
            }

            /// Returns `true` if any bit of `other` is set.
            #[inline]
            pub const fn intersects(&self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// Returns `true` if all bits of `other` are set.
            #[inline]
            pub const fn contains(&self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Sets the bits of `other`.
            #[inline]
            pub const fn insert(&mut self, other: Self) {
                self.0 |= other.0;
            }

            /// Clears the bits of `other`.
            #[inline]
            pub const fn remove(&mut self, other: Self) {
                self.0 &= !other.0;
            }

            /// Flips the bits of `other`.
            #[inline]
            pub const fn toggle(&mut self, other: Self) {
                self.0 ^= other.0;
            }

            /// Sets the bits of `other` if `value` is `true`, and clears them otherwise.
            #[inline]
            pub const fn set(&mut self, other: Self, value: bool) {
                if value {
                    self.insert(other);
                } else {
                    self.remove(other);
                }
            }

            /// Returns the bits that are set in both values (`&`).
            #[inline]
            #[must_use]
            pub const fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// Returns the bits that are set in one or both values (`|`).
            #[inline]
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Returns the bits that are not set in `other` (`-`).
            #[inline]
            #[must_use]
            pub const fn difference(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }

            /// Returns the bits that are set in exactly one of the values (`^`).
            #[inline]
            #[must_use]
            pub const fn symmetric_difference(self, other: Self) -> Self {
                Self(self.0 ^ other.0)
            }

            /// Returns the bits that are not set (`!`).
            #[inline]
            #[must_use]
            pub const fn complement(self) -> Self {
                Self(!self.0)
            }

            // `bitflags!` makes these two `const`, but with constructors that `bitflags` does not
            // export.

            /// Returns an iterator over the flags that are set. Bits without a name come last, as
            /// one value.
            #[inline]
            pub fn iter(&self) -> ::bitflags::iter::Iter<Self> {
                ::bitflags::Flags::iter(self)
            }

            /// Returns an iterator over the names and values of the flags that are set.
            #[inline]
            pub fn iter_names(&self) -> ::bitflags::iter::IterNames<Self> {
                ::bitflags::Flags::iter_names(self)
            }
        }

        flags! { @operators $name
            BitOr bitor BitOrAssign bitor_assign(|)
            BitXor bitxor BitXorAssign bitxor_assign(^)
            BitAnd bitand BitAndAssign bitand_assign(&)
            Sub sub SubAssign sub_assign(& !)
        }

        impl ::core::ops::Not for $name {
            type Output = Self;

            #[inline]
            fn not(self) -> Self {
                Self(!self.0)
            }
        }

        impl ::core::iter::Extend<Self> for $name {
            #[inline]
            fn extend<T: ::core::iter::IntoIterator<Item = Self>>(&mut self, iterator: T) {
                for flags in iterator {
                    self.0 |= flags.0;
                }
            }
        }

        impl ::core::iter::FromIterator<Self> for $name {
            #[inline]
            fn from_iter<T: ::core::iter::IntoIterator<Item = Self>>(iterator: T) -> Self {
                let mut flags = Self(0);
                flags.extend(iterator);
                flags
            }
        }

        impl ::core::iter::IntoIterator for $name {
            type Item = Self;
            type IntoIter = ::bitflags::iter::Iter<Self>;

            #[inline]
            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::types::write_flags(f, stringify!($name), self)
            }
        }

        flags! { @numbers $name Binary Octal LowerHex UpperHex }
    };
    (@operators $name:ident
        $($op:ident $fn:ident $op_assign:ident $fn_assign:ident($($sign:tt)*))*
    ) => {$(
        impl ::core::ops::$op for $name {
            type Output = Self;

            #[inline]
            fn $fn(self, other: Self) -> Self {
                Self(self.0 $($sign)* other.0)
            }
        }

        impl ::core::ops::$op_assign for $name {
            #[inline]
            fn $fn_assign(&mut self, other: Self) {
                *self = Self(self.0 $($sign)* other.0);
            }
        }
    )*};
    (@numbers $name:ident $($base:ident)*) => {$(
        impl ::core::fmt::$base for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::$base::fmt(&self.0, f)
            }
        }
    )*};
}

pub(crate) use flags;

/// Rejects flags that have a bit outside `known`, for a function that is safe only without other
/// bits.
///
/// The flag types keep unknown bits, so safe code can pass any of them. A newer kernel may define
/// one that makes it write to memory that the function does not provide.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): a bit outside `known` is set.
#[inline]
pub(crate) fn only<F: Flags>(flags: F, known: F) -> Result<()> {
    if known.contains(flags) {
        Ok(())
    } else {
        Err(Errno::INVAL)
    }
}

/// Returns the flag with this name.
#[inline]
pub(crate) fn flag_of_name<F: Flags>(name: &str) -> Option<F> {
    // Compares byte by byte: comparing strings would call `memcmp`, which a program may not have.
    let same = |known: &str| known.bytes().eq(name.bytes());
    let named = |flag: &&Flag<F>| flag.is_named() && same(flag.name());
    let flag = F::FLAGS.iter().find(named)?;
    Some(F::from_bits_retain(flag.value().bits()))
}

/// Implements `Debug`: writes the type, and the names of the flags that are set, separated by `|`.
#[inline]
pub(crate) fn write_flags<F: Flags<Bits: WriteHex>>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    flags: &F,
) -> fmt::Result {
    f.debug_tuple(name).field(&Names(flags)).finish()
}

struct Names<'a, F>(&'a F);

impl<F: Flags<Bits: WriteHex>> fmt::Debug for Names<'_, F> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            f.write_str("0x0")
        } else {
            to_writer(self.0, f)
        }
    }
}
