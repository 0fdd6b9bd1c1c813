//! `xattr(7)`: extended attributes of files, with a name of up to 255 bytes and a value of up to
//! 65536.
//!
//! The prefix of a name selects its namespace. Any process that may write to a file can set its
//! `user.` attributes. `trusted.` and `security.` attributes belong to privileged programs and
//! security modules, `system.` attributes to the kernel, which keeps access control lists there.

mod get;
mod list;
mod remove;
mod set;

pub use get::{fgetxattr, getxattr, getxattrat, lgetxattr};
pub use list::{XattrNames, flistxattr, listxattr, listxattrat, llistxattr};
pub use remove::{fremovexattr, lremovexattr, removexattr, removexattrat};
pub use set::{XattrArgs, XattrFlags, fsetxattr, lsetxattr, setxattr, setxattrat};
