//! Files and paths: opening, asking, changing, removing.

mod chmod;
mod chown;
mod file_attr;
mod getdents;
mod handle;
mod memfd_create;
mod mkdir;
mod open;
mod readlink;
mod stat;
mod statx;
mod unlink;
mod xattr;

pub use crate::types::at::AtFlags;
pub use crate::types::buffer::SizeOnly;
pub use crate::types::dev::Dev;
pub use crate::types::mode::{FileType, Mode};
pub use crate::types::open::OpenFlags;
pub use crate::types::xflags::XFlags;
pub use chmod::fchmod;
pub use chown::fchown;
pub use file_attr::{FileAttr, file_getattr, file_setattr};
pub use getdents::{Dirent, Dirents, getdents};
pub use handle::{
    FileHandle, MountId, NSFS_ROOT, PIDFS_ROOT, name_to_handle_at, open_by_handle_at,
};
pub use memfd_create::{MemfdFlags, memfd_create};
pub use mkdir::mkdirat;
pub use open::{CWD, OpenHow, ResolveFlags, openat, openat2};
pub use readlink::readlinkat;
pub use stat::{Stat, fstat, fstatat};
pub use statx::{Statx, StatxAttributes, StatxFlags, StatxTimestamp, statx};
pub use unlink::unlinkat;
pub use xattr::{
    XattrArgs, XattrFlags, XattrNames, fgetxattr, flistxattr, fremovexattr, fsetxattr, getxattr,
    getxattrat, lgetxattr, listxattr, listxattrat, llistxattr, lremovexattr, lsetxattr,
    removexattr, removexattrat, setxattr, setxattrat,
};
