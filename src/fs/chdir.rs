//! `chdir(2)`, `fchdir(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `chdir(2)`: makes the directory at `path` the working directory, where relative paths start.
///
/// The working directory belongs to all threads of the process. The function is safe because a path
/// can lead to another file at any time anyway. A descriptor of a directory always refers to the
/// same one.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search the directory or one of the path
///   prefix.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): the path, or a component of its prefix, is not a
///   directory.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [chdir(2)](https://man7.org/linux/man-pages/man2/chdir.2.html)
#[inline]
pub fn chdir(path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(CHDIR, path.as_ptr()) }
}

/// `fchdir(2)`: makes an open directory the working directory, as [`chdir`] does.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search the directory.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open.
/// - [`NOTDIR`](crate::Errno::NOTDIR): `dir` is not a directory.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [fchdir(2)](https://man7.org/linux/man-pages/man2/chdir.2.html)
#[inline]
pub fn fchdir(dir: impl AsFd) -> Result<()> {
    // SAFETY: the argument is a descriptor, and the call accesses no memory.
    unsafe { sys!(FCHDIR, dir.as_fd()) }
}
