//! The sizes of huge pages, which some flag types have beside their flags.

/// The names and the values.
macro_rules! huge_sizes {
    ($flags:ident) => {
        huge_sizes! { $flags: HUGE_16KB HUGE_64KB HUGE_512KB HUGE_1MB HUGE_2MB HUGE_8MB HUGE_16MB HUGE_32MB
            HUGE_256MB HUGE_512MB HUGE_1GB HUGE_2GB HUGE_16GB }
    };
    ($flags:ident: $($size:ident)*) => {
        [$((stringify!($size), u64::from($flags::$size.bits()))),*]
    };
}

pub(crate) use huge_sizes;
