//! Ids of processes, users and groups.

use crate::types::constants;

constants! {
    /// A process or thread id (`pid_t`).
    pub struct Pid: i32;
}

constants! {
    /// A user id (`uid_t`), 32 bits wide on both targets.
    pub struct Uid: u32;
}

constants! {
    /// A group id (`gid_t`), 32 bits wide on both targets.
    pub struct Gid: u32;
}
