//! The six memory functions that compilers call by name, for `mem!` to emit in the user's crate.

/// Emits the six memory functions.
#[macro_export]
#[doc(hidden)]
macro_rules! __mem {
    () => {};
}
