//! A seccomp filter for the system calls that the vDSO replaces.

use crate::support::filter::{ALLOW, Filter, clocks};
pub(crate) use crate::support::filter::{TRAP, errno};

/// Applies `action` to this thread's later calls.
pub(crate) fn install(action: u32) -> Result<(), String> {
    let filter = Filter::new(clocks(), action, ALLOW);
    filter
        .install()
        .map_err(|error| format!("no filter: {error}"))
}
