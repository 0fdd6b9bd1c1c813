//! `chroot(2)`.

use core::ffi::CStr;

use crate::errno::Result;
use crate::sys::sys;

/// `chroot(2)`: the directory at `path` becomes `/` of this process, for absolute paths and for `..`.
///
/// This is so for every thread. The working directory and open descriptors stay as they are and may lie outside: this
/// does not lock a process in. It is safe for the reason that [`chdir`](crate::fs::chdir) is.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the directory, or one on the way, may not be searched.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): no directory, or a part on the way is none.
/// - [`PERM`](crate::Errno::PERM): not allowed to this process (`CAP_SYS_CHROOT`).
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [chroot(2)](https://man7.org/linux/man-pages/man2/chroot.2.html)
#[inline]
pub fn chroot(path: &CStr) -> Result<()> {
    // SAFETY: the kernel reads `path` up to its end.
    unsafe { sys!(CHROOT, path.as_ptr()) }
}
