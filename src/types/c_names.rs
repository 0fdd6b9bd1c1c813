//! Constants that state their C names.

/// Declares associated constants, each with its C names as literals:
/// `const CLOEXEC ("O_CLOEXEC") = 0o200_0000;`. Each literal becomes an alias, so that a search for
/// it finds the constant, and stands on the last line of the documentation.
///
/// A constant whose name is the C name has no literal, because rustdoc rejects an alias that equals
/// the name. `tests/abi` checks the literals against the kernel's headers.
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
