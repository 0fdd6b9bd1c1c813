//! `mknodat(2)`.

use core::ffi::CStr;

use crate::errno::{Errno, Result};
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::dev::Dev;
use crate::types::mode::{FileType, Mode};

/// `mknodat(2)`: creates a file of this type with the permissions `mode`, less the process's umask.
///
/// A relative `path` starts at `dir`. `dev` counts only for [`CHR`](FileType::CHR) and
/// [`BLK`](FileType::BLK). `None` is the device 0, 0, which with `CHR` is a whiteout for overlay
/// file systems. [`UNKNOWN`](FileType::UNKNOWN) creates a regular file, as [`REG`](FileType::REG)
/// does.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not write to the parent directory, or may
///   not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`DQUOT`](crate::Errno::DQUOT), [`NOSPC`](crate::Errno::NOSPC): the file system or the
///   user's quota has no room for the file.
/// - [`EXIST`](crate::Errno::EXIST): `path` exists already, whatever its type.
/// - [`INVAL`](crate::Errno::INVAL): the type does not exist, or is `LNK`. Also without a system
///   call, if the type is above 15, which does not fit into a mode, or if [`Dev::to_raw`] cannot
///   encode the device.
/// - [`LOOP`](crate::Errno::LOOP): the path prefix leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): a directory of the path prefix does not exist, or the path
///   is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the type is `DIR`, the type is a device and the process lacks
///   `CAP_MKNOD`, or the file system does not support the type.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/namei.c`. [mknodat(2)](https://man7.org/linux/man-pages/man2/mknod.2.html)
#[doc(alias = "mknod")]
#[doc(alias = "mkfifo")]
#[inline]
pub fn mknodat(
    dir: impl AsFd,
    path: &CStr,
    file_type: FileType,
    mode: Mode,
    dev: Option<Dev>,
) -> Result<()> {
    let dev = dev.unwrap_or_default().to_raw()?;
    let file_type = file_type.raw();
    if file_type > 0xf {
        return Err(Errno::INVAL);
    }
    let mode = u16::from(file_type) << 12 | mode.permissions().bits();
    // SAFETY: the kernel reads `path` up to its NUL.
    unsafe { sys!(MKNODAT, dir.as_fd(), path.as_ptr(), mode, dev) }
}
