mod block;
mod clone;
pub(in crate::api) mod disk;
mod fiemap;
mod fs;
mod inode;
