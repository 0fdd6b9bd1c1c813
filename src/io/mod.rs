//! Open descriptors: reading, writing, seeking, copying, duplicating and closing.
//!
//! ```
//! use trapgate::io::{self, PipeFlags};
//!
//! let (reader, writer) = io::pipe2(PipeFlags::CLOEXEC)?;
//! assert_eq!(io::write(&writer, b"trapgate")?, 8);
//! let mut buf = [0; 16];
//! let count = io::read(&reader, &mut buf)?;
//! assert_eq!(&buf[..count], b"trapgate");
//! # Ok::<(), trapgate::Errno>(())
//! ```
//!
//! A call may transfer fewer bytes than the caller asks for. Each function returns how many it
//! transferred; to transfer the rest, call it again.
//!
//! `fcntl_*` functions are the commands of `fcntl(2)`, and `ioctl_*` functions are the requests of
//! `ioctl(2)` that the kernel implements for every kind of file. [`ioctl()`] makes any other
//! request. Requests of terminals are in [`tty`](crate::tty), those of file systems and block
//! devices in [`fs`](crate::fs).
//!
//! A descriptor that was opened with [`PATH`](OpenFlags::PATH) refers to a place in the file system
//! but not to an open file. Most functions here return [`BADF`](crate::Errno::BADF) for it, as for
//! a descriptor that is not open. Duplicating and closing it works, as do [`fcntl_getfd`],
//! [`fcntl_setfd`], [`fcntl_getfl`] and [`fcntl_created_query`].

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

pub use crate::fd::{OwnedFd, RawFd};
pub use crate::types::id::{Pid, Uid};
pub use crate::types::iovec::{IoSlice, IoSliceMut};
pub use crate::types::open::OpenFlags;
pub use crate::types::signal::Signal;
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
