//! Flag types.

/// Declares a flag type over one register or less: `bitflags`, with unknown bits kept, and passed as an argument.
macro_rules! flags {
    ($(#[$meta:meta])* pub struct $name:ident: $bits:ty { $($body:tt)* }) => {
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

        impl $crate::arg::Arg for $name {
            #[inline]
            fn word(self) -> usize {
                $crate::arg::Arg::word(self.bits())
            }
        }
    };
}

pub(crate) use flags;
