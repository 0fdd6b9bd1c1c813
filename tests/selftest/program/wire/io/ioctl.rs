//! `ioctl(2)`.

pub(super) mod block;
pub(super) mod clone;
pub(super) mod fiemap;
pub(super) mod file;
pub(super) mod fs;
pub(super) mod inode;
pub(super) mod modem;
pub(super) mod pagemap;
pub(super) mod procmap;
pub(super) mod pty;
pub(super) mod request;
pub(super) mod session;
pub(super) mod termios;
pub(super) mod tty;
