//! `fcntl(2)`, one function for each command.

mod dup;
mod flags;
mod hint;
mod lease;
mod lock;
mod notify;
mod owner;
mod pipe;
mod seal;

pub use dup::{fcntl_dupfd, fcntl_dupfd_cloexec, fcntl_dupfd_query};
pub use flags::{FdFlags, fcntl_created_query, fcntl_getfd, fcntl_getfl, fcntl_setfd, fcntl_setfl};
pub use hint::{
    WriteLife, fcntl_get_file_rw_hint, fcntl_get_rw_hint, fcntl_set_file_rw_hint, fcntl_set_rw_hint,
};
pub use lease::{Delegation, fcntl_getdeleg, fcntl_getlease, fcntl_setdeleg, fcntl_setlease};
pub use lock::{
    Flock, LockKind, Whence, fcntl_getlk, fcntl_ofd_getlk, fcntl_ofd_setlk, fcntl_ofd_setlkw,
    fcntl_setlk, fcntl_setlkw,
};
pub use notify::{DnotifyFlags, fcntl_notify};
pub use owner::{
    OwnerEx, OwnerKind, fcntl_getown, fcntl_getown_ex, fcntl_getowner_uids, fcntl_getsig,
    fcntl_setown, fcntl_setown_ex, fcntl_setsig,
};
pub use pipe::{fcntl_getpipe_sz, fcntl_setpipe_sz};
pub use seal::{SealFlags, fcntl_add_seals, fcntl_get_seals};
