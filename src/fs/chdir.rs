//! `chdir(2)`, `fchdir(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;

/// `chdir(2)`: relative paths start at the directory at `path` from now on.
///
/// This is so for every thread of the process. It is safe: a path that another thread is about to
/// use may lead elsewhere, which is true of every path at any time; a descriptor of the directory
/// is what does not move.
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

/// `fchdir(2)`: relative paths start at this directory from now on, as [`chdir`] has it.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the directory may not be searched.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`NOTDIR`](crate::Errno::NOTDIR): `dir` is not a directory.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [fchdir(2)](https://man7.org/linux/man-pages/man2/chdir.2.html)
#[inline]
pub fn fchdir(dir: impl AsFd) -> Result<()> {
    // SAFETY: takes a descriptor and touches no memory.
    unsafe { sys!(FCHDIR, dir.as_fd()) }
}
