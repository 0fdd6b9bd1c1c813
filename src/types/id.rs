//! Identifiers of processes, users and groups.

use crate::arg::Arg;
use crate::errno::Result;
use crate::sys::Decode;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident($raw:ty);)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(transparent)]
        pub struct $name($raw);

        impl $name {
            /// Creates an id from any number.
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

        impl core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl Arg for $name {
            #[inline]
            fn word(self) -> usize {
                self.0.word()
            }
        }

        impl Decode for $name {
            #[inline]
            unsafe fn decode(word: usize) -> Self {
                Self(word as $raw)
            }
        }

        impl Decode for Result<$name> {
            #[inline]
            unsafe fn decode(word: usize) -> Self {
                // SAFETY: the caller has the same duty.
                unsafe { <Result<$raw>>::decode(word) }.map($name)
            }
        }
    )*};
}

ids! {
    /// A process or thread id (`pid_t`).
    Pid(i32);
    /// A user id (`uid_t`), 32 bits wide on both targets.
    Uid(u32);
    /// A group id (`gid_t`), 32 bits wide on both targets.
    Gid(u32);
}
