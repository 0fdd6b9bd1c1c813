//! `openat(2)`, `openat2(2)`.

use core::ffi::CStr;

use crate::arch::shape;
use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd, OwnedFd};
use crate::sys::sys;
use crate::types::flags;
use crate::types::mode::Mode;
use crate::types::open::OpenFlags;

/// The working directory, in the place of a directory's descriptor.
///
/// In C: `AT_FDCWD`.
#[doc(alias = "AT_FDCWD")]
// SAFETY: negative, so that no descriptor is meant.
pub const CWD: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(-100) };

/// `openat(2)`: opens a file, or creates it with `mode` less the process's umask.
///
/// A relative `path` starts at `dir`. `mode` counts only with [`CREAT`](OpenFlags::CREAT) and
/// [`TMPFILE`](OpenFlags::TMPFILE).
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched, or the file not be opened so.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`EXIST`](crate::Errno::EXIST): the file is there, and `CREAT` and `EXCL` were given.
/// - [`INVAL`](crate::Errno::INVAL): flags that do not go together, or `DIRECT` on a file system without it.
/// - [`ISDIR`](crate::Errno::ISDIR): a directory, opened for writing.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links, or the last part is one under `NOFOLLOW`.
/// - [`MFILE`](crate::Errno::MFILE), [`NFILE`](crate::Errno::NFILE): the process or the system has no descriptor left.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way, or with `DIRECTORY` the last, is no directory.
/// - [`NXIO`](crate::Errno::NXIO): a pipe without reader, opened for writing without blocking; no such device.
/// - [`PERM`](crate::Errno::PERM): `NOATIME` on a file of somebody else's, or the file is sealed or immutable.
/// - [`ROFS`](crate::Errno::ROFS): for writing on a file system that is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/open.c`; i686 adds `O_LARGEFILE`. [openat(2)](https://man7.org/linux/man-pages/man2/openat.2.html)
#[doc(alias = "open")]
#[doc(alias = "creat")]
#[inline]
pub fn openat(dir: impl AsFd, path: &CStr, flags: OpenFlags, mode: Mode) -> Result<OwnedFd> {
    let flags = flags.bits() | shape::LARGEFILE;
    // SAFETY: the kernel reads `path` up to its end, and the descriptor that it answers is new.
    unsafe { sys!(OPENAT, dir.as_fd(), path.as_ptr(), flags, mode) }
}

flags! {
    /// How [`openat2`] walks the path (`RESOLVE_`).
    pub struct ResolveFlags: u64 {
        /// Never into another mount, bind mounts included.
        const NO_XDEV ("RESOLVE_NO_XDEV") = 0x01;
        /// Never through a link that the kernel makes up, such as `/proc/self/fd/0`.
        const NO_MAGICLINKS ("RESOLVE_NO_MAGICLINKS") = 0x02;
        /// Never through a symbolic link.
        const NO_SYMLINKS ("RESOLVE_NO_SYMLINKS") = 0x04;
        /// Never out of `dir`, not even for a while; absolute paths and links fail.
        const BENEATH ("RESOLVE_BENEATH") = 0x08;
        /// `dir` is the root: absolute paths, links and `..` stay inside.
        const IN_ROOT ("RESOLVE_IN_ROOT") = 0x10;
        /// Only if that needs no I/O (Linux 5.12).
        const CACHED ("RESOLVE_CACHED") = 0x20;
    }
}

/// How [`openat2`] opens a file (`struct open_how`). What a later kernel adds starts as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct OpenHow {
    /// [`OpenFlags`], and what only `openat2` knows above 32 bits. Unlike `openat` it refuses an unknown bit.
    pub flags: u64,
    /// [`Mode`]; must be 0 when nothing is created.
    pub mode: u64,
    /// How to walk the path.
    pub resolve: ResolveFlags,
}

static_assertions::const_assert_eq!(size_of::<OpenHow>(), 24);

impl OpenHow {
    /// With these flags, this mode and this walk.
    #[inline]
    #[must_use]
    pub const fn new(flags: OpenFlags, mode: Mode, resolve: ResolveFlags) -> Self {
        Self {
            flags: flags.bits() as u64,
            mode: mode.bits() as u64,
            resolve,
        }
    }
}

/// `openat2(2)`: opens a file as [`openat`] does, walking the path under restrictions.
///
/// # Errors
///
/// Those of [`openat`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): a rename ran against a walk that may not leave `dir`, or `CACHED` was given and I/O
///   is needed.
/// - [`INVAL`](crate::Errno::INVAL): an unknown bit, or a mode without `CREAT` and `TMPFILE`.
/// - [`LOOP`](crate::Errno::LOOP): a link on the way that `NO_SYMLINKS` or `NO_MAGICLINKS` forbids.
/// - [`NOSYS`](crate::Errno::NOSYS): before Linux 5.6.
/// - [`XDEV`](crate::Errno::XDEV): the walk would leave `dir` under `BENEATH`, or the mount under `NO_XDEV`.
///
/// # Kernel
///
/// Linux 5.6, `fs/open.c`; i686 adds `O_LARGEFILE` unless `O_PATH` is there, which refuses it.
/// [openat2(2)](https://man7.org/linux/man-pages/man2/openat2.2.html)
#[inline]
pub fn openat2(dir: impl AsFd, path: &CStr, how: &OpenHow) -> Result<OwnedFd> {
    let mut how = *how;
    if how.flags & u64::from(OpenFlags::PATH.bits()) == 0 {
        how.flags |= u64::from(shape::LARGEFILE);
    }
    let how = &raw const how;
    // SAFETY: the kernel reads `path` up to its end and `how` in the size given, and the descriptor that it answers is
    // new.
    unsafe {
        sys!(
            OPENAT2,
            dir.as_fd(),
            path.as_ptr(),
            how,
            size_of::<OpenHow>()
        )
    }
}
