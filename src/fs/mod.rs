//! Files and paths: opening, asking, changing, removing.

mod chmod;
mod chown;
mod getdents;
mod memfd_create;
mod mkdir;
mod open;
mod readlink;
mod stat;
mod statx;
mod unlink;

pub use crate::types::at::AtFlags;
pub use crate::types::dev::Dev;
pub use crate::types::mode::{FileType, Mode};
pub use crate::types::open::OpenFlags;
pub use chmod::fchmod;
pub use chown::fchown;
pub use getdents::{Dirent, Dirents, getdents};
pub use memfd_create::{MemfdFlags, memfd_create};
pub use mkdir::mkdirat;
pub use open::{CWD, OpenHow, ResolveFlags, openat, openat2};
pub use readlink::readlinkat;
pub use stat::{Stat, fstat, fstatat};
pub use statx::{Statx, StatxAttributes, StatxFlags, StatxTimestamp, statx};
pub use unlink::unlinkat;
