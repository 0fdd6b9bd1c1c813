//! The one way in which a hosted test says that it could not run.

use std::io::Write as _;

/// Prints `SKIP test: why`, past the test harness's capture, so that whoever runs the suite can count it.
#[allow(dead_code)]
pub(crate) fn skip(test: &str, why: impl std::fmt::Display) {
    // In one piece: the harness writes to the same place.
    let _ = std::io::stderr().write_all(format!("SKIP {test}: {why}\n").as_bytes());
}
