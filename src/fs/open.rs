//! `openat(2)`, `openat2(2)`.

use core::ffi::CStr;

use crate::arch::shape;
use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd, OwnedFd};
use crate::sys::sys;
use crate::types::flags;
use crate::types::mode::Mode;
use crate::types::open::OpenFlags;

/// The working directory, for functions that take the descriptor of a directory.
///
/// In C: `AT_FDCWD`.
#[doc(alias = "AT_FDCWD")]
// SAFETY: the number is negative and stands for no descriptor.
pub const CWD: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(-100) };

/// `openat(2)`: opens a file, and with [`CREAT`](OpenFlags::CREAT) creates it if it does not exist.
///
/// Returns a new descriptor. A relative `path` starts at `dir`. `mode` gives the permissions of a
/// file that the call creates, less the process's umask; without `CREAT` and
/// [`TMPFILE`](OpenFlags::TMPFILE) the kernel ignores it. The descriptor stays open across `execve`
/// unless [`CLOEXEC`](OpenFlags::CLOEXEC) is set.
///
/// ```
/// use trapgate::fs::{self, Mode, OpenFlags};
/// use trapgate::io;
///
/// let flags = OpenFlags::RDONLY | OpenFlags::CLOEXEC;
/// let file = fs::openat(fs::CWD, c"Cargo.toml", flags, Mode::empty())?;
/// let mut buf = [0; 64];
/// let count = io::read(&file, &mut buf)?;
/// assert_eq!(count, 64);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not open the file in this way, may not
///   create it, or may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`EXIST`](crate::Errno::EXIST): `CREAT` and `EXCL` are set, and the file exists.
/// - [`INVAL`](crate::Errno::INVAL): `flags` is an invalid combination, or the file system does
///   not support `DIRECT`.
/// - [`ISDIR`](crate::Errno::ISDIR): the file is a directory and would be opened for writing.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links, or `NOFOLLOW`
///   is set and the last component is one.
/// - [`MFILE`](crate::Errno::MFILE), [`NFILE`](crate::Errno::NFILE): the process or the system
///   has reached its limit of open descriptors.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory, or
///   `DIRECTORY` is set and the file is not one.
/// - [`NXIO`](crate::Errno::NXIO): `WRONLY` and `NONBLOCK` are set and no process has the FIFO
///   open for reading, or the device does not exist.
/// - [`PERM`](crate::Errno::PERM): `NOATIME` is set and the process does not own the file, a seal
///   forbids the access, or the file is immutable.
/// - [`ROFS`](crate::Errno::ROFS): the file would be opened for writing or created, and the file
///   system is read-only.
///
/// # Kernel
///
/// Linux 2.6.16, `fs/open.c`. On i686 the function adds `O_LARGEFILE`.
/// [openat(2)](https://man7.org/linux/man-pages/man2/openat.2.html)
#[doc(alias = "open")]
#[doc(alias = "creat")]
#[inline]
pub fn openat(dir: impl AsFd, path: &CStr, flags: OpenFlags, mode: Mode) -> Result<OwnedFd> {
    let flags = flags.bits() | shape::LARGEFILE;
    // SAFETY: the kernel reads `path` up to its NUL, and returns a new descriptor.
    unsafe { sys!(OPENAT, dir.as_fd(), path.as_ptr(), flags, mode) }
}

flags! {
    /// How [`openat2`] resolves the path (`RESOLVE_`).
    pub struct ResolveFlags: u64 {
        /// The path must not cross a mount point, not even that of a bind mount.
        const NO_XDEV ("RESOLVE_NO_XDEV") = 0x01;
        /// The path must not contain a magic link, such as `/proc/self/fd/0`.
        const NO_MAGICLINKS ("RESOLVE_NO_MAGICLINKS") = 0x02;
        /// The path must not contain a symbolic link.
        const NO_SYMLINKS ("RESOLVE_NO_SYMLINKS") = 0x04;
        /// The path must stay below `dir` at every step. Absolute paths and absolute links fail.
        const BENEATH ("RESOLVE_BENEATH") = 0x08;
        /// `dir` serves as the root directory: absolute paths, absolute links and `..` stay below
        /// it.
        const IN_ROOT ("RESOLVE_IN_ROOT") = 0x10;
        /// Opens the file only if the kernel can resolve the path from its caches (Linux 5.12).
        const CACHED ("RESOLVE_CACHED") = 0x20;
    }
}

/// How [`openat2`] opens a file (`struct open_how`). Fields that later kernels add are treated as
/// 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
#[non_exhaustive]
pub struct OpenHow {
    /// The bits of [`OpenFlags`], and above 32 bits those that only `openat2` has. Unlike `openat`,
    /// it rejects unknown bits.
    pub flags: u64,
    /// The bits of [`Mode`]. Must be 0 unless the call creates a file.
    pub mode: u64,
    /// How to resolve the path.
    pub resolve: ResolveFlags,
}

static_assertions::const_assert_eq!(size_of::<OpenHow>(), 24);

impl OpenHow {
    /// Creates the argument from these flags, this mode and these restrictions.
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

/// `openat2(2)`: opens a file as [`openat`] does, but restricts how the path is resolved.
///
/// ```
/// use trapgate::Errno;
/// use trapgate::fs::{self, Mode, OpenFlags, OpenHow, ResolveFlags};
///
/// let dir = fs::openat(fs::CWD, c"src", OpenFlags::DIRECTORY, Mode::empty())?;
/// let how = OpenHow::new(OpenFlags::RDONLY, Mode::empty(), ResolveFlags::BENEATH);
/// match fs::openat2(&dir, c"../Cargo.toml", &how) {
///     Err(Errno::XDEV) => println!("the path leaves the directory"),
///     Err(Errno::NOSYS) => println!("the kernel is older than Linux 5.6"),
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), Errno>(())
/// ```
///
/// # Errors
///
/// Those of [`openat`], and:
///
/// - [`AGAIN`](crate::Errno::AGAIN): under `BENEATH` or `IN_ROOT`, the kernel could not rule out
///   that `..` leaves `dir`, because of a concurrent rename or mount; or `CACHED` is set and the
///   caches do not suffice.
/// - [`INVAL`](crate::Errno::INVAL): `how` contains an unknown bit, or a mode without `CREAT` and
///   `TMPFILE`.
/// - [`LOOP`](crate::Errno::LOOP): the path contains a link that `NO_SYMLINKS` or `NO_MAGICLINKS`
///   forbids.
/// - [`NOSYS`](crate::Errno::NOSYS): the kernel is older than Linux 5.6.
/// - [`XDEV`](crate::Errno::XDEV): the path leaves `dir` under `BENEATH`, or the mount under
///   `NO_XDEV`.
///
/// # Kernel
///
/// Linux 5.6, `fs/open.c`. On i686 the function adds `O_LARGEFILE`, except to `O_PATH`, with which
/// the kernel rejects it. [openat2(2)](https://man7.org/linux/man-pages/man2/openat2.2.html)
#[inline]
pub fn openat2(dir: impl AsFd, path: &CStr, how: &OpenHow) -> Result<OwnedFd> {
    let mut how = *how;
    if how.flags & u64::from(OpenFlags::PATH.bits()) == 0 {
        how.flags |= u64::from(shape::LARGEFILE);
    }
    let how = &raw const how;
    // SAFETY: the kernel reads `path` up to its NUL and `how` in the size given, and returns a new
    // descriptor.
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
