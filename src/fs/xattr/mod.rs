//! `xattr(7)`: attributes of a file that have a name of up to 255 bytes and a value of up to 65536.
//!
//! The first part of a name says whose they are: `user.` anybody's who may write the file, `trusted.` and `security.` the
//! system's, `system.` the kernel's own, such as access control lists.

mod get;
mod list;
mod remove;
mod set;

pub use get::{fgetxattr, getxattr, getxattrat, lgetxattr};
pub use list::{XattrNames, flistxattr, listxattr, listxattrat, llistxattr};
pub use remove::{fremovexattr, lremovexattr, removexattr, removexattrat};
pub use set::{XattrArgs, XattrFlags, fsetxattr, lsetxattr, setxattr, setxattrat};
