//! `name_to_handle_at(2)`, `open_by_handle_at(2)`.

use core::ffi::CStr;
use core::fmt;
use core::mem::MaybeUninit;

use crate::arch::shape;
use crate::errno::Result;
use crate::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::only;
use crate::types::open::OpenFlags;

const FD_PIDFS_ROOT: RawFd = -10002;
const FD_NSFS_ROOT: RawFd = -10003;

/// Stands for the file system of pidfds, instead of the descriptor of a mount: handles of processes
/// open as pidfds (Linux 6.17).
///
/// In C: `FD_PIDFS_ROOT`.
#[doc(alias = "FD_PIDFS_ROOT")]
// SAFETY: the number is negative and stands for no descriptor.
pub const PIDFS_ROOT: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(FD_PIDFS_ROOT) };

/// Stands for the file system of namespaces, instead of the descriptor of a mount (Linux 6.18).
///
/// In C: `FD_NSFS_ROOT`.
#[doc(alias = "FD_NSFS_ROOT")]
// SAFETY: the number is negative and stands for no descriptor.
pub const NSFS_ROOT: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(FD_NSFS_ROOT) };

/// The maximum size in bytes of the file system's part.
const MAX_HANDLE_SZ: usize = 128;

/// The size of the head: the length of the file system's part, and the type.
const HEAD: usize = 4 + 4;

/// Identifies a file within its file system, independently of any path (`struct file_handle`).
///
/// A handle borrows plain bytes, which need no alignment. Store or send
/// [`as_bytes`](Self::as_bytes), and turn the bytes into a handle again with
/// [`from_bytes`](Self::from_bytes). The kernel validates every handle that it is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileHandle<'buf> {
    handle_type: i32,
    /// The head, followed by as many bytes as it states.
    bytes: &'buf [u8],
}

impl<'buf> FileHandle<'buf> {
    /// The size in bytes of the longest possible handle.
    pub const ROOM: usize = HEAD + MAX_HANDLE_SZ;

    /// Returns the handle at the start of `bytes`, or `None` if the handle is longer than `bytes`.
    ///
    /// Bytes after the handle are ignored. [`as_bytes`](Self::as_bytes) returns those of the handle
    /// alone.
    #[inline]
    #[must_use]
    pub const fn from_bytes(bytes: &'buf [u8]) -> Option<Self> {
        let Some(&[a, b, c, d, e, f, g, h]) = bytes.first_chunk::<HEAD>() else {
            return None;
        };
        let len = u32::from_ne_bytes([a, b, c, d]) as usize;
        let Some(len) = len.checked_add(HEAD) else {
            return None;
        };
        match bytes.split_at_checked(len) {
            Some((bytes, _)) => Some(Self {
                handle_type: i32::from_ne_bytes([e, f, g, h]),
                bytes,
            }),
            None => None,
        }
    }

    /// The whole handle: the length of the file system's part in four bytes, the type in four, and
    /// that part.
    #[inline]
    #[must_use]
    pub const fn as_bytes(self) -> &'buf [u8] {
        self.bytes
    }

    /// The type, which states how the file system interprets its part.
    #[inline]
    #[must_use]
    pub const fn handle_type(self) -> i32 {
        self.handle_type
    }

    /// The file system's part. Only the file system can interpret it.
    #[inline]
    #[must_use]
    pub const fn handle(self) -> &'buf [u8] {
        match self.bytes.split_at_checked(HEAD) {
            Some((_, handle)) => handle,
            None => &[],
        }
    }
}

impl fmt::Debug for FileHandle<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileHandle")
            .field("handle_type", &self.handle_type)
            .field("handle", &self.handle())
            .finish()
    }
}

/// The id of the mount through which a file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MountId {
    /// The id in the first column of `/proc/self/mountinfo`. Once the mount is gone, the kernel may
    /// give the id to another mount.
    Reused(i32),
    /// The id that `statx` returns with `MNT_ID_UNIQUE`. No other mount ever gets it.
    Unique(u64),
}

/// With these flags the kernel writes a mount id of at most eight bytes.
const NAME_TO_HANDLE_FLAGS: AtFlags = AtFlags::SYMLINK_FOLLOW
    .union(AtFlags::EMPTY_PATH)
    .union(AtFlags::HANDLE_FID)
    .union(AtFlags::HANDLE_MNT_ID_UNIQUE)
    .union(AtFlags::HANDLE_CONNECTABLE);

/// `name_to_handle_at(2)`: returns the handle of the file at `path`, and the mount on which it was
/// found.
///
/// A relative `path` starts at `dir`. If the last component is a symbolic link, the handle is that
/// of the link, unless [`SYMLINK_FOLLOW`](AtFlags::SYMLINK_FOLLOW) is set. `flags` may also contain
/// [`EMPTY_PATH`](AtFlags::EMPTY_PATH) and the `HANDLE_` constants. With
/// [`HANDLE_MNT_ID_UNIQUE`](AtFlags::HANDLE_MNT_ID_UNIQUE) the mount is a [`MountId::Unique`],
/// otherwise a [`MountId::Reused`].
///
/// ```no_run
/// use core::mem::MaybeUninit;
/// use trapgate::fs::{self, AtFlags, FileHandle};
///
/// let mut room = [MaybeUninit::uninit(); FileHandle::ROOM];
/// let (handle, _) = fs::name_to_handle_at(fs::CWD, c"/", AtFlags::empty(), &mut room)?;
/// let kept = handle.as_bytes().to_vec();
/// assert_eq!(FileHandle::from_bytes(&kept), Some(handle));
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `path` is relative and `dir` is not open.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains `HANDLE_CONNECTABLE` together with
///   `HANDLE_FID` or `EMPTY_PATH`, or a flag that the kernel does not know. Also if it contains any
///   flag but these five, without a system call: `HANDLE_MNT_ID_UNIQUE` doubles the size of the
///   mount id that the kernel writes, and a newer flag may change the size again.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system does not support handles that can be
///   opened. With `HANDLE_FID` it may still return a handle for comparison.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the file system cannot make a handle for this file.
///
/// # Kernel
///
/// Linux 2.6.39, `fs/fhandle.c`.
/// [name_to_handle_at(2)](https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html)
#[inline]
pub fn name_to_handle_at<'buf>(
    dir: impl AsFd,
    path: &CStr,
    flags: AtFlags,
    room: &'buf mut [MaybeUninit<u8>; FileHandle::ROOM],
) -> Result<(FileHandle<'buf>, MountId)> {
    only(flags, NAME_TO_HANDLE_FLAGS)?;
    let first = room.as_mut_ptr().cast::<u8>();
    let [a, b, c, d] = (MAX_HANDLE_SZ as u32).to_ne_bytes();
    // SAFETY: `room` begins with the head, whose bytes need no alignment.
    unsafe { first.cast::<[u8; HEAD]>().write([a, b, c, d, 0, 0, 0, 0]) };
    // The kernel fills all 64 bits with `HANDLE_MNT_ID_UNIQUE`, otherwise the first 32.
    let mut id = 0_u64;
    let (path, out) = (path.as_ptr(), &raw mut id);
    // SAFETY: the kernel reads `path` up to its NUL, and the head. It writes the head, at most the
    // 128 bytes after it that the head allows, and with these flags four or eight bytes of `id`.
    let done: Result<()> = unsafe { sys!(NAME_TO_HANDLE_AT, dir.as_fd(), path, first, out, flags) };
    done.map(|()| {
        // SAFETY: the head was written above.
        let [a, b, c, d, e, f, g, h] = unsafe { first.cast::<[u8; HEAD]>().read() };
        let len = u32::from_ne_bytes([a, b, c, d]) as usize;
        // SAFETY: a successful call has written as many bytes after the head as the head states.
        // All of them lie in `room`, which is borrowed for `'buf`.
        let bytes = unsafe { core::slice::from_raw_parts(first, HEAD + len.min(MAX_HANDLE_SZ)) };
        let handle = FileHandle {
            handle_type: i32::from_ne_bytes([e, f, g, h]),
            bytes,
        };
        let id = if flags.contains(AtFlags::HANDLE_MNT_ID_UNIQUE) {
            MountId::Unique(id)
        } else {
            MountId::Reused(id as i32)
        };
        (handle, id)
    })
}

/// `open_by_handle_at(2)`: opens the file that a handle identifies.
///
/// Returns a new descriptor. `mount` is any file on the mount through which the call opens the
/// file, or [`PIDFS_ROOT`] or [`NSFS_ROOT`].
///
/// The function is safe for every handle. A forged handle opens only a file that the caller's
/// privileges cover anyway, or none.
///
/// # Errors
///
/// Those of [`openat`](super::openat) for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): `mount` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the file system's part of the handle is empty or has more
///   than 128 bytes.
/// - [`PERM`](crate::Errno::PERM): the process lacks `CAP_DAC_READ_SEARCH`. Since Linux 6.11, a
///   process that may mount the file system or bind-mount `mount` in its user namespace needs the
///   capability only there, if `flags` contains `DIRECTORY`.
/// - [`STALE`](crate::Errno::STALE): the file system does not contain the file, or no longer
///   does.
///
/// # Kernel
///
/// Linux 2.6.39, `fs/fhandle.c`. On i686 the function adds `O_LARGEFILE`.
/// [open_by_handle_at(2)](https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html)
#[inline]
pub fn open_by_handle_at(
    mount: impl AsFd,
    handle: FileHandle<'_>,
    flags: OpenFlags,
) -> Result<OwnedFd> {
    let (handle, flags) = (handle.bytes.as_ptr(), flags.bits() | shape::LARGEFILE);
    // SAFETY: the kernel reads as many bytes as the head of `handle` states, all of which `handle`
    // borrows, and returns a new descriptor.
    unsafe { sys!(OPEN_BY_HANDLE_AT, mount.as_fd(), handle, flags) }
}
