//! Flag types.

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
        ::bitflags::bitflags! {
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            #[repr(transparent)]
            pub struct $name: $bits {
                $($body)*
                /// A flag that is newer than this crate keeps its bit.
                const _ = !0;
            }
        }
    };
}

pub(crate) use flags;
