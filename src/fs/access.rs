//! `faccessat(2)`, `faccessat2(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::flags;

flags! {
    /// The kinds of access that [`faccessat`] and [`faccessat2`] check, all of them together. No
    /// bit (`F_OK`, the number 0) checks whether the file exists.
    #[doc(alias = "F_OK")]
    pub struct AccessFlags: u32 {
        /// Executing the file, or searching the directory.
        const X_OK = 1;
        /// Writing to the file.
        const W_OK = 2;
        /// Reading the file.
        const R_OK = 4;
    }
}

/// `faccessat(2)`: checks whether the process may access the file at `path` in these ways.
///
/// A relative `path` starts at `dir`. The kernel checks the real user and group ids, although an
/// access uses the effective ones. [`faccessat2`] can check those.
///
/// The result may be out of date by the time it is used. To open a file, just open it.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not access the file in these ways, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `what` contains an unknown bit.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): `W_OK` is set and the file is immutable.
/// - [`ROFS`](crate::Errno::ROFS): `W_OK` is set and the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/open.c`. [faccessat(2)](https://man7.org/linux/man-pages/man2/access.2.html)
#[doc(alias = "access")]
#[inline]
pub fn faccessat(dir: impl AsFd, path: &CStr, what: AccessFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(FACCESSAT, dir.as_fd(), path.as_ptr(), what) }
}

/// `faccessat2(2)`: checks whether the process may access the file at `path` like [`faccessat`],
/// but takes flags.
///
/// `flags` may contain [`EACCESS`](AtFlags::EACCESS), which checks the effective ids,
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW), and [`EMPTY_PATH`](AtFlags::EMPTY_PATH), with
/// which an empty path means `dir` itself.
///
/// # Errors
///
/// Those of [`faccessat`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 5.8.
///
/// # Kernel
///
/// Linux 5.8, `fs/open.c`. [faccessat2(2)](https://man7.org/linux/man-pages/man2/access.2.html)
#[doc(alias = "eaccess")]
#[doc(alias = "euidaccess")]
#[inline]
pub fn faccessat2(dir: impl AsFd, path: &CStr, what: AccessFlags, flags: AtFlags) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(FACCESSAT2, dir.as_fd(), path.as_ptr(), what, flags) }
}
