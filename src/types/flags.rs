//! Flag types.

use core::fmt;

use bitflags::Flags;
use bitflags::parser::{WriteHex, to_writer};

/// Declares a flag type: `bitflags`, with unknown bits kept. Up to 32 bits are a plain argument, 64 are `wide`.
macro_rules! flags {
    ($(#[$meta:meta])* pub struct $name:ident: u64 { $($body:tt)* }) => {
        flags! { @ $(#[$meta])* $name u64 { $($body)* } }

        impl $crate::arg::Wide for $name {
            #[inline]
            fn bits(self) -> u64 {
                Self::bits(&self)
            }
        }
    };
    ($(#[$meta:meta])* pub struct $name:ident: $bits:ident { $($body:tt)* }) => {
        flags! { @ $(#[$meta])* $name $bits { $($body)* } }

        impl $crate::arg::Arg for $name {
            #[inline]
            fn word(self) -> usize {
                $crate::arg::Arg::word(self.bits())
            }
        }
    };
    (@ $(#[$meta:meta])* $name:ident $bits:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        #[repr(transparent)]
        pub struct $name($bits);

        // On a type of our own `bitflags` generates half of what it does otherwise: half the time to compile the crate.
        ::bitflags::bitflags! {
            impl $name: $bits {
                $($body)*
                /// A flag that is newer than this crate keeps its bit.
                const _ = !0;
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let names = $crate::types::FlagNames(self);
                f.debug_tuple(stringify!($name)).field(&names).finish()
            }
        }
    };
}

pub(crate) use flags;

/// The names of the flags that are set, `|` between them, for `Debug`.
pub(crate) struct FlagNames<'a, F>(pub(crate) &'a F);

impl<F: Flags<Bits: WriteHex>> fmt::Debug for FlagNames<'_, F> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            f.write_str("0x0")
        } else {
            to_writer(self.0, f)
        }
    }
}
