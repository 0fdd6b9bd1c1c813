//! `fchmod(2)`.

use crate::errno::Result;
use crate::invoke::sys;
use crate::types::fd::AsFd;
use crate::types::mode::Mode;

/// `fchmod(2)`: changes the permissions of an open file.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open, or opened with `PATH`.
/// - [`IO`](crate::Errno::IO): the device failed.
/// - [`PERM`](crate::Errno::PERM): somebody else's file, or a sealed or immutable one.
/// - [`ROFS`](crate::Errno::ROFS): a file system that is read-only.
///
/// # Kernel
///
/// Linux 1.0, `fs/open.c`. [fchmod(2)](https://man7.org/linux/man-pages/man2/chmod.2.html)
#[inline]
pub fn fchmod(fd: impl AsFd, mode: Mode) -> Result<()> {
    // SAFETY: changes a file's mode.
    unsafe { sys!(FCHMOD, fd.as_fd(), mode) }
}
