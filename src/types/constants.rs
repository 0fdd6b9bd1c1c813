//! Types of numbers with names.

use core::fmt;

/// Declares a type of named numbers that fits in one register. A number that is newer than this
/// crate is kept.
///
/// Ids have no names: `pub struct Pid: i32;`. They have an order and a `Display`, and a call can
/// return one.
macro_rules! constants {
    ($(#[$meta:meta])* pub struct $name:ident: $raw:ty;) => {
        constants! {
            $(#[$meta])*
            #[derive(PartialOrd, Ord)]
            pub struct $name: $raw {}
        }

        impl core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl $crate::sys::Decode for $name {
            #[inline]
            unsafe fn decode(word: usize) -> Self {
                Self(word as $raw)
            }
        }

        impl $crate::sys::Decode for $crate::errno::Result<$name> {
            #[inline]
            unsafe fn decode(word: usize) -> Self {
                // SAFETY: the caller upholds the contract of `Decode::decode`.
                unsafe { <$crate::errno::Result<$raw>>::decode(word) }.map($name)
            }
        }
    };
    ($(#[$meta:meta])* pub struct $name:ident: $raw:ty {
        $($(#[$doc:meta])* const $constant:ident $(($($c:literal),+))? = $value:expr;)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(transparent)]
        pub struct $name($raw);

        impl $name {
            $crate::types::c_names! { Self:
                $($(#[$doc])* const $constant $(($($c),+))? = $value;)*
            }

            /// Converts from a number, whether it has a name or not.
            #[inline]
            #[must_use]
            pub const fn from_raw(raw: $raw) -> Self {
                Self(raw)
            }

            /// Returns the number.
            #[inline]
            #[must_use]
            pub const fn raw(self) -> $raw {
                self.0
            }
        }

        /// Writes the name, or the number if it has no name.
        impl core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let names = &[$((Self::$constant.0, stringify!($constant))),*];
                $crate::types::write_name(f, stringify!($name), names, self.0)
            }
        }

        impl $crate::arg::Arg for $name {
            #[inline]
            fn word(self) -> usize {
                $crate::arg::Arg::word(self.0)
            }
        }
    };
}

pub(crate) use constants;

/// Writes a number as `Name::CONSTANT`, with the first entry of `names` that has it, or as
/// `Name(number)`.
#[inline]
pub(crate) fn write_name<T: fmt::Debug + PartialEq>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    names: &[(T, &str)],
    number: T,
) -> fmt::Result {
    match names.iter().find(|known| known.0 == number) {
        Some((_, constant)) => write!(f, "{name}::{constant}"),
        None => f.debug_tuple(name).field(&number).finish(),
    }
}
