//! `chroot(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::sys::sys;

/// `chroot(2)`: makes the directory at `path` the root directory, where absolute paths start and
/// above which `..` does not lead.
///
/// The root directory belongs to all threads of the process. The call does not confine a process:
/// the working directory and open descriptors may still lie outside the new root. The function is
/// safe for the same reason as [`chdir`](crate::fs::chdir).
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
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_SYS_CHROOT`.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [chroot(2)](https://man7.org/linux/man-pages/man2/chroot.2.html)
#[inline]
pub fn chroot(path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(CHROOT, path.as_ptr()) }
}
