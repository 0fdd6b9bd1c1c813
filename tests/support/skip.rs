//! The one way in which a hosted test reports that it could not run.

use std::io::Write as _;

/// Prints `SKIP test: why` past the test harness's capture, so that scripts can count the skips.
#[allow(dead_code)]
pub(crate) fn skip(test: &str, why: impl std::fmt::Display) {
    // One write, because the harness writes to the same file.
    let _ = std::io::stderr().write_all(format!("SKIP {test}: {why}\n").as_bytes());
}
