//! Uses a conversion that the feature `std` adds.

/// Converts an error of trapgate into one of std.
pub fn error(error: trapgate::Errno) -> std::io::Error {
    error.into()
}
