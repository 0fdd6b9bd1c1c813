//! Constants that state their names in C.

/// Declares associated constants, each with its C names as literals: `const CLOEXEC ("O_CLOEXEC") = 0o200_0000;`. From
/// these follow the aliases, so that a search finds the constant, and a line of its documentation.
///
/// A constant that has its C name has no literal: rustdoc rejects an alias that is the name itself. `tests/abi` compares the
/// literals with the kernel's headers.
macro_rules! c_names {
    ($make:path: $(
        $(#[$doc:meta])* const $name:ident $(($c:literal $(, $more:literal)*))? = $value:expr;
    )*) => {$(
        $(#[$doc])*
        $(
            #[doc = concat!("\n\nIn C: `", $c, "`" $(, ", `", $more, "`")*, ".")]
            #[doc(alias = $c)]
            $(#[doc(alias = $more)])*
        )?
        pub const $name: Self = $make($value);
    )*};
}

pub(crate) use c_names;
