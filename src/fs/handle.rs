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

/// In the place of a mount's descriptor: handles of processes, which open as pidfds (Linux 6.17).
///
/// In C: `FD_PIDFS_ROOT`.
#[doc(alias = "FD_PIDFS_ROOT")]
// SAFETY: negative, so that no descriptor is meant.
pub const PIDFS_ROOT: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(FD_PIDFS_ROOT) };

/// In the place of a mount's descriptor: handles of namespaces (Linux 6.18).
///
/// In C: `FD_NSFS_ROOT`.
#[doc(alias = "FD_NSFS_ROOT")]
// SAFETY: negative, so that no descriptor is meant.
pub const NSFS_ROOT: BorrowedFd<'static> = unsafe { BorrowedFd::borrow_raw(FD_NSFS_ROOT) };

/// How many bytes a file system may take for its part.
const MAX_HANDLE_SZ: usize = 128;

/// The length and the type, which stand before the file system's part.
const HEAD: usize = 4 + 4;

/// A file as its file system knows it, whatever path leads there (`struct file_handle`), in somebody's bytes.
///
/// It is bytes through and through, at whatever address: [`as_bytes`](Self::as_bytes) is what to keep or to send, and
/// [`from_bytes`](Self::from_bytes) takes them again. The kernel trusts none of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileHandle<'buf> {
    handle_type: i32,
    /// The head, then as many bytes as it says.
    bytes: &'buf [u8],
}

impl<'buf> FileHandle<'buf> {
    /// Bytes that hold the longest handle there is.
    pub const ROOM: usize = HEAD + MAX_HANDLE_SZ;

    /// The handle that begins these bytes, if they hold as many as it says that it has.
    ///
    /// What stands behind it is left out: [`as_bytes`](Self::as_bytes) tells how far it goes.
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

    /// All of it: the length of the file system's part in four bytes, the type in four, and that part.
    #[inline]
    #[must_use]
    pub const fn as_bytes(self) -> &'buf [u8] {
        self.bytes
    }

    /// How the file system means its part.
    #[inline]
    #[must_use]
    pub const fn handle_type(self) -> i32 {
        self.handle_type
    }

    /// The file system's part, which says nothing to anybody else.
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

/// The mount by which a file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MountId {
    /// As the first column of `/proc/self/mountinfo` has it. A later mount may get it once this one is gone.
    Reused(i32),
    /// As `statx` has it with `MNT_ID_UNIQUE`: no other mount ever gets it.
    Unique(u64),
}

/// With these the kernel writes a mount id of at most eight bytes.
const NAME_TO_HANDLE_FLAGS: AtFlags = AtFlags::SYMLINK_FOLLOW
    .union(AtFlags::EMPTY_PATH)
    .union(AtFlags::HANDLE_FID)
    .union(AtFlags::HANDLE_MNT_ID_UNIQUE)
    .union(AtFlags::HANDLE_CONNECTABLE);

/// `name_to_handle_at(2)`: the handle of a file and the mount by which it was found. A symbolic link at the end is not
/// followed.
///
/// `flags` are [`EMPTY_PATH`](AtFlags::EMPTY_PATH), [`SYMLINK_FOLLOW`](AtFlags::SYMLINK_FOLLOW), and those that begin with
/// `HANDLE_`: with [`HANDLE_MNT_ID_UNIQUE`](AtFlags::HANDLE_MNT_ID_UNIQUE) the answer is [`MountId::Unique`], otherwise
/// [`MountId::Reused`].
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
/// - [`ACCES`](crate::Errno::ACCES): a directory on the way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open and `path` is relative.
/// - [`INVAL`](crate::Errno::INVAL): `HANDLE_CONNECTABLE` with `HANDLE_FID` or `EMPTY_PATH`, or a flag that the kernel does
///   not know. Another flag than the five, without a call: `HANDLE_MNT_ID_UNIQUE` has doubled the size of the mount id that
///   the kernel writes, and a newer flag may change it again.
/// - [`LOOP`](crate::Errno::LOOP): too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): a path of 4096 bytes or more, or a part of more than 255.
/// - [`NOENT`](crate::Errno::NOENT): nothing there, or an empty path without `EMPTY_PATH`.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a part on the way is no directory.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the file system has no handles that can be opened; `HANDLE_FID` may give one
///   to compare.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the file system has none for this file.
///
/// # Kernel
///
/// Linux 2.6.39, `fs/fhandle.c`. [name_to_handle_at(2)](https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html)
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
    // SAFETY: the head of `room`, bytes without alignment.
    unsafe { first.cast::<[u8; HEAD]>().write([a, b, c, d, 0, 0, 0, 0]) };
    // 64 bits whatever the kernel fills: without the flag the first 32 of them.
    let mut id = 0_u64;
    let (path, out) = (path.as_ptr(), &raw mut id);
    // SAFETY: the kernel reads `path` up to its end, and the head; it writes at most the 128 bytes behind that which the
    // head grants, and with these flags four or eight bytes of `id`.
    let done: Result<()> = unsafe { sys!(NAME_TO_HANDLE_AT, dir.as_fd(), path, first, out, flags) };
    done.map(|()| {
        // SAFETY: the head was written above.
        let [a, b, c, d, e, f, g, h] = unsafe { first.cast::<[u8; HEAD]>().read() };
        let len = u32::from_ne_bytes([a, b, c, d]) as usize;
        // SAFETY: after a success the kernel has written as many bytes as the head says, all of them inside `room`,
        // which is borrowed as long.
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

/// `open_by_handle_at(2)`: opens the file of a handle. `mount` is a file of its file system, and the mount by which the
/// file is opened.
///
/// Safe with any handle: a forged one opens a file that the caller's rights cover anyway, or none.
///
/// # Errors
///
/// Those of [`openat`](super::openat) for the file itself, and:
///
/// - [`BADF`](crate::Errno::BADF): `mount` is not open.
/// - [`INVAL`](crate::Errno::INVAL): a handle without bytes or of more than 128.
/// - [`PERM`](crate::Errno::PERM): without `CAP_DAC_READ_SEARCH`, or for a directory (Linux 6.11) the rights to its mount.
/// - [`STALE`](crate::Errno::STALE): the file system has no such file, or no longer.
///
/// # Kernel
///
/// Linux 2.6.39, `fs/fhandle.c`; i686 adds `O_LARGEFILE`.
/// [open_by_handle_at(2)](https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html)
#[inline]
pub fn open_by_handle_at(
    mount: impl AsFd,
    handle: FileHandle<'_>,
    flags: OpenFlags,
) -> Result<OwnedFd> {
    let (handle, flags) = (handle.bytes.as_ptr(), flags.bits() | shape::LARGEFILE);
    // SAFETY: the kernel reads as many bytes as the head of `handle` says, which are there, and the descriptor that it
    // answers is new.
    unsafe { sys!(OPEN_BY_HANDLE_AT, mount.as_fd(), handle, flags) }
}
