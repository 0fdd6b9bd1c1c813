//! `ioctl(2)`.

pub(super) mod block;
pub(super) mod clone;
pub(super) mod fiemap;
pub(super) mod fs;
pub(super) mod inode;
