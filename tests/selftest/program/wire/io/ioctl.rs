//! `ioctl(2)`.

pub(super) mod file;
pub(super) mod request;
