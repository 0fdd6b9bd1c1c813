//! Descriptors: reading, writing, duplicating, asking and telling.

mod cachestat;
mod close;
mod close_range;
mod copy_file_range;
mod dup;
mod fadvise;
mod fcntl;
mod flock;
mod ioctl;
mod lseek;
mod pipe;
mod read_write;
mod readahead;
mod readv;
mod sendfile;
mod splice;
mod sync;

pub use crate::types::iovec::{IoSlice, IoSliceMut};
pub use crate::types::open::OpenFlags;
pub use cachestat::{Cachestat, CachestatRange, cachestat};
pub use close::close;
pub use close_range::{CloseRangeFlags, close_range, close_range_cloexec};
pub use copy_file_range::copy_file_range;
pub use dup::{DupFlags, dup, dup3};
pub use fadvise::{FileAdvice, fadvise};
pub use fcntl::*;
pub use flock::{FlockOperation, flock};
pub use ioctl::*;
pub use lseek::{SeekFrom, lseek};
pub use pipe::{PipeFlags, pipe2};
pub use read_write::{pread, pwrite, read, write};
pub use readahead::readahead;
pub use readv::{ReadWriteFlags, preadv, preadv2, pwritev, pwritev2, readv, writev};
pub use sendfile::sendfile;
pub use splice::{SpliceFlags, splice, tee, vmsplice_to_pipe, vmsplice_to_user};
pub use sync::{SyncFileRangeFlags, fdatasync, fsync, sync, sync_file_range, syncfs};
