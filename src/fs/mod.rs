//! Files, directories and file systems: opening, attributes, links, extended attributes.
//!
//! Most functions take a directory and a path, as the `…at` calls of the kernel do. An absolute
//! path ignores the directory, a relative path starts there, and [`CWD`] stands for the working
//! directory. [`openat`] is the place to start; what it opens is read and written with
//! [`io`](crate::io).
//!
//! In the lists of errors, the *path prefix* is the path without its last component.

mod access;
mod chdir;
mod chmod;
mod chown;
mod chroot;
mod file_attr;
mod fs_type;
mod getcwd;
mod getdents;
mod handle;
mod ioctl;
mod link;
mod memfd_create;
mod memfd_secret;
mod mkdir;
mod mknod;
mod open;
mod readlink;
mod rename;
mod stat;
mod statfs;
mod statx;
mod symlink;
mod truncate;
mod umask;
mod unlink;
mod utimensat;
mod xattr;

pub use crate::fd::{BorrowedFd, OwnedFd};
pub use crate::types::at::AtFlags;
pub use crate::types::buffer::SizeOnly;
pub use crate::types::dev::Dev;
pub use crate::types::id::{Gid, Uid};
pub use crate::types::mode::{FileType, Mode};
pub use crate::types::open::OpenFlags;
pub use crate::types::time::Timespec;
pub use crate::types::xflags::XFlags;
pub use access::{AccessFlags, faccessat, faccessat2};
pub use chdir::{chdir, fchdir};
pub use chmod::{fchmod, fchmodat, fchmodat2};
pub use chown::{fchown, fchownat};
pub use chroot::chroot;
pub use file_attr::{FileAttr, file_getattr, file_setattr};
pub use fs_type::FsType;
pub use getcwd::getcwd;
pub use getdents::{Dirent, Dirents, getdents};
pub use handle::{
    FileHandle, MountId, NSFS_ROOT, PIDFS_ROOT, name_to_handle_at, open_by_handle_at,
};
pub use ioctl::*;
pub use link::linkat;
pub use memfd_create::{MemfdFlags, memfd_create};
pub use memfd_secret::{MemfdSecretFlags, memfd_secret};
pub use mkdir::mkdirat;
pub use mknod::mknodat;
pub use open::{CWD, OpenHow, ResolveFlags, openat, openat2};
pub use readlink::readlinkat;
pub use rename::{RenameFlags, renameat2};
pub use stat::{Stat, fstat, fstatat};
pub use statfs::{Statfs, StatfsFlags, fstatfs, statfs};
pub use statx::{Statx, StatxAttributes, StatxFlags, StatxTimestamp, statx};
pub use symlink::symlinkat;
pub use truncate::{FallocateFlags, fallocate, ftruncate, truncate};
pub use umask::umask;
pub use unlink::unlinkat;
pub use utimensat::{FileTimes, SetTime, utimensat};
pub use xattr::{
    XattrArgs, XattrFlags, XattrNames, fgetxattr, flistxattr, fremovexattr, fsetxattr, getxattr,
    getxattrat, lgetxattr, listxattr, listxattrat, llistxattr, lremovexattr, lsetxattr,
    removexattr, removexattrat, setxattr, setxattrat,
};
