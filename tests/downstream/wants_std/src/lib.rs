//! Uses a conversion that feature `std` gives.

/// Turns an error of trapgate into one of std.
pub fn error(error: trapgate::Errno) -> std::io::Error {
    error.into()
}
