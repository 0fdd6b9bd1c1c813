//! Descriptors: reading, writing, duplicating, asking and telling.

mod close;
mod close_range;
mod dup;
mod fcntl;
mod flock;
mod ioctl;
mod lseek;
mod read_write;
mod readv;
mod truncate;

pub use crate::types::iovec::{IoSlice, IoSliceMut};
pub use crate::types::open::OpenFlags;
pub use close::close;
pub use close_range::{CloseRangeFlags, close_range, close_range_cloexec};
pub use dup::{DupFlags, dup, dup3};
pub use fcntl::*;
pub use flock::{FlockOperation, flock};
pub use ioctl::*;
pub use lseek::{SeekFrom, lseek};
pub use read_write::{pread, pwrite, read, write};
pub use readv::{ReadWriteFlags, preadv2, pwritev2, readv, writev};
pub use truncate::{FallocateFlags, fallocate, ftruncate};
