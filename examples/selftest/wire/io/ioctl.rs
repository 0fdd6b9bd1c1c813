//! `ioctl(2)`.

pub(super) mod request;
pub(super) mod tty;
