//! Processes: ids and credentials, starting, ending and waiting for processes, and their
//! attributes.
//!
//! To start another program, call [`fork()`], and [`execve()`] in the child. [`wait4`] waits for
//! the child and returns its status. The page of `fork` has an example.

mod execve;
mod exit;
mod fork;
mod id;
mod prctl;
mod rusage;
mod wait;

pub use crate::types::id::{Gid, Pid, Uid};
pub use crate::types::signal::Signal;
pub use crate::types::time::Timeval;
pub use execve::execve;
pub use exit::exit_group;
pub use fork::{Fork, fork};
pub use id::{getegid, geteuid, getgid, getgroups, getpid, getppid, getresgid, getresuid, getuid};
pub use prctl::{
    Dumpable, prctl_get_dumpable, prctl_get_name, prctl_get_no_new_privs, prctl_set_dumpable,
    prctl_set_name, prctl_set_no_new_privs,
};
pub use rusage::Rusage;
pub use wait::{WaitFlags, WaitStatus, wait4};
