//! `faccessat(2)`, `faccessat2(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::flags;

flags! {
    /// What [`faccessat`] and [`faccessat2`] ask for: all of these together. None of them (`F_OK`,
    /// the number 0) asks whether the file is there.
    #[doc(alias = "F_OK")]
    pub struct AccessFlags: u32 {
        /// Executing the file, or searching the directory.
        const X_OK = 1;
        /// Writing.
        const W_OK = 2;
        /// Reading.
        const R_OK = 4;
    }
}

/// `faccessat(2)`: whether the process may do this with the file at `path`, which starts at `dir`.
///
/// The kernel asks for the real ids, not the effective ones by which it would judge the deed;
/// [`faccessat2`] has a flag for these. The answer is of the past when it is here: what is to be
/// opened is better opened.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): not allowed, or a directory on the way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown bit.
/// - [`IO`](crate::Errno::IO): an I/O error occurred.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): writing to an immutable file.
/// - [`ROFS`](crate::Errno::ROFS): writing to a file system that is read-only.
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

/// `faccessat2(2)`: whether the process may do this with the file at `path`, as [`faccessat`] asks
/// it, with flags.
///
/// They are [`EACCESS`](AtFlags::EACCESS), which asks for the effective ids,
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and [`EMPTY_PATH`](AtFlags::EMPTY_PATH), with
/// which an empty path means `dir` itself.
///
/// # Errors
///
/// Those of [`faccessat`], with [`INVAL`](crate::Errno::INVAL) also for an unknown flag, and:
///
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 5.8.
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
