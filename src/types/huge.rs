//! Sizes of huge pages.

/// Gives a flag type the sizes of huge pages: its upper six bits are the logarithm of one.
///
/// That is a number. As flags, the sizes would be found in each other: the bits of 1 GiB are those of 16 KiB and 64 KiB.
macro_rules! huge_sizes {
    ($flags:ident) => {
        /// Sizes of huge pages: one of them with `HUGETLB`. A size without a name here is its logarithm shifted left by 26.
        impl $flags {
            /// Huge pages of 16 KiB.
            pub const HUGE_16KB: Self = Self::from_bits_retain(14 << 26);
            /// Huge pages of 64 KiB.
            pub const HUGE_64KB: Self = Self::from_bits_retain(16 << 26);
            /// Huge pages of 512 KiB.
            pub const HUGE_512KB: Self = Self::from_bits_retain(19 << 26);
            /// Huge pages of 1 MiB.
            pub const HUGE_1MB: Self = Self::from_bits_retain(20 << 26);
            /// Huge pages of 2 MiB.
            pub const HUGE_2MB: Self = Self::from_bits_retain(21 << 26);
            /// Huge pages of 8 MiB.
            pub const HUGE_8MB: Self = Self::from_bits_retain(23 << 26);
            /// Huge pages of 16 MiB.
            pub const HUGE_16MB: Self = Self::from_bits_retain(24 << 26);
            /// Huge pages of 32 MiB.
            pub const HUGE_32MB: Self = Self::from_bits_retain(25 << 26);
            /// Huge pages of 256 MiB.
            pub const HUGE_256MB: Self = Self::from_bits_retain(28 << 26);
            /// Huge pages of 512 MiB.
            pub const HUGE_512MB: Self = Self::from_bits_retain(29 << 26);
            /// Huge pages of 1 GiB.
            pub const HUGE_1GB: Self = Self::from_bits_retain(30 << 26);
            /// Huge pages of 2 GiB.
            pub const HUGE_2GB: Self = Self::from_bits_retain(31 << 26);
            /// Huge pages of 16 GiB.
            pub const HUGE_16GB: Self = Self::from_bits_retain(34 << 26);
        }
    };
}

pub(crate) use huge_sizes;
