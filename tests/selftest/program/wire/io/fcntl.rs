//! `fcntl(2)`.

pub(super) mod dup;
pub(super) mod flags;
pub(super) mod hint;
pub(super) mod lease;
pub(super) mod lock;
pub(super) mod notify;
pub(super) mod owner;
pub(super) mod pipe;
pub(super) mod seal;
