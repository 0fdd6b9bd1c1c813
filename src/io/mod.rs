//! Descriptors: reading, writing, duplicating, asking and telling.

mod close;
mod dup;
mod fcntl;
mod ioctl;
mod lseek;
mod read_write;
mod readv;
mod truncate;

pub use crate::types::iovec::{IoSlice, IoSliceMut};
pub use crate::types::open::OpenFlags;
pub use close::close;
pub use dup::{DupFlags, dup3};
pub use fcntl::{
    FdFlags, fcntl_dupfd, fcntl_dupfd_cloexec, fcntl_getfd, fcntl_getfl, fcntl_setfd, fcntl_setfl,
};
pub use ioctl::*;
pub use lseek::{SeekFrom, lseek};
pub use read_write::{pread, pwrite, read, write};
pub use readv::{ReadWriteFlags, preadv2, pwritev2, readv, writev};
pub use truncate::{FallocateFlags, fallocate, ftruncate};
