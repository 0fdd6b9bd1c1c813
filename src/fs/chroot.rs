//! `chroot(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::sys::sys;

/// `chroot(2)`: the directory at `path` becomes `/` of this process, for absolute paths and for
/// `..`.
///
/// This is so for every thread. The working directory and open descriptors stay as they are and may
/// lie outside: this does not lock a process in. It is safe for the reason that
/// [`chdir`](crate::fs::chdir) is.
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
/// - [`PERM`](crate::Errno::PERM): not allowed to this process (`CAP_SYS_CHROOT`).
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [chroot(2)](https://man7.org/linux/man-pages/man2/chroot.2.html)
#[inline]
pub fn chroot(path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(CHROOT, path.as_ptr()) }
}
