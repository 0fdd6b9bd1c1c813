//! Locks on ranges of a file: those of a process (POSIX), and those of an open file description
//! (OFD).

use core::mem::offset_of;

use static_assertions::const_assert_eq;

use crate::arch::shape;
use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::constants;
use crate::types::id::Pid;

const F_OFD_GETLK: u32 = 36;
const F_OFD_SETLK: u32 = 37;
const F_OFD_SETLKW: u32 = 38;

constants! {
    /// The kind of a lock, a lease or a delegation (`F_`).
    pub struct LockKind: u16 {
        /// For reading: others may hold one at the same time.
        const RDLCK ("F_RDLCK") = 0;
        /// For writing: no other lock exists at the same time.
        const WRLCK ("F_WRLCK") = 1;
        /// No lock: the call releases the existing one.
        const UNLCK ("F_UNLCK") = 2;
        /// An obsolete number, which the kernel rejects.
        const EXLCK ("F_EXLCK") = 4;
        /// An obsolete number, which the kernel rejects.
        const SHLCK ("F_SHLCK") = 8;
    }
}

constants! {
    /// The position that the start of a lock is relative to (`SEEK_`).
    pub struct Whence: u16 {
        /// The start of the file.
        const SET ("SEEK_SET") = 0;
        /// The file position.
        const CUR ("SEEK_CUR") = 1;
        /// The end of the file.
        const END ("SEEK_END") = 2;
    }
}

/// A lock on a range of a file (`struct flock`; `struct flock64` on i686). Offsets have 64 bits on
/// both targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Flock {
    /// The kind.
    pub kind: LockKind,
    /// The position that `start` is relative to. In a result, this is the start of the file.
    pub whence: Whence,
    /// The offset of the first byte.
    pub start: i64,
    /// The length in bytes. If it is 0, the range extends to the end of the file, even if the file
    /// grows. If it is negative, the range is that many bytes before `start`.
    pub len: i64,
    /// In a result, the process that holds the lock: -1 if an open file description holds it, 0 if
    /// the process is in another pid namespace. In an argument, this must be 0.
    pub pid: Pid,
}

// The kernel's layout on both targets. It aligns 64-bit fields as C does on the target: to 8 bytes
// on x86_64, to 4 on i686.
const_assert_eq!(offset_of!(Flock, start), align_of::<i64>());
const_assert_eq!(offset_of!(Flock, pid), align_of::<i64>() + 16);
const_assert_eq!(size_of::<Flock>(), align_of::<i64>() * 2 + 16);

impl Flock {
    /// Creates a lock of this kind on `len` bytes from `start`. If `len` is 0, the range extends to
    /// the end of the file.
    #[inline]
    #[must_use]
    pub const fn new(kind: LockKind, whence: Whence, start: i64, len: i64) -> Self {
        Self {
            kind,
            whence,
            start,
            len,
            pid: Pid::from_raw(0),
        }
    }
}

/// Decodes the result of `F_GETLK`, in which `F_UNLCK` means no lock.
#[inline]
fn found(lock: Flock) -> Option<Flock> {
    match lock.kind {
        LockKind::UNLCK => None,
        _ => Some(lock),
    }
}

/// `fcntl(2)`, `F_GETLK`: returns a lock that prevents this process from setting `lock`, or `None`
/// if there is none.
///
/// Locks of this process itself never do. If several locks conflict, the kernel returns one of
/// them.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kind is neither [`RDLCK`](LockKind::RDLCK) nor
///   [`WRLCK`](LockKind::WRLCK), the [`Whence`] is unknown, or the range starts before the file.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the range ends after `i64::MAX`.
///
/// # Kernel
///
/// Linux 1.0, `fs/locks.c`; on i686 `fcntl64` with `F_GETLK64`, Linux 2.4.
/// [F_GETLK(2const)](https://man7.org/linux/man-pages/man2/F_GETLK.2const.html)
#[doc(alias = "F_GETLK")]
#[doc(alias = "F_GETLK64")]
#[inline]
pub fn fcntl_getlk(fd: impl AsFd, lock: &Flock) -> Result<Option<Flock>> {
    let mut lock = *lock;
    // SAFETY: the kernel reads the struct and writes to the same bytes.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), shape::GETLK, &raw mut lock) };
    done.map(|()| found(lock))
}

/// `fcntl(2)`, `F_SETLK`: sets or releases a lock of this process on a range of a file.
///
/// The lock belongs to the process, which has surprising consequences. A second lock on the same
/// range replaces the first, so threads do not exclude each other. A child process does not inherit
/// it. It is released when the process closes *any* descriptor of the file, including one that a
/// library opened for its own use. [`fcntl_ofd_setlk`] sets locks without these surprises.
///
/// Locks are advisory: they affect only code that locks the file too, and do not prevent reads or
/// writes.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): another process holds a conflicting lock.
/// - [`BADF`](crate::Errno::BADF): `fd` is not open, is not open for reading
///   ([`RDLCK`](LockKind::RDLCK)), or is not open for writing ([`WRLCK`](LockKind::WRLCK)).
/// - [`INVAL`](crate::Errno::INVAL): the kind or the [`Whence`] is unknown, the range starts before
///   the file, or the file does not support locks.
/// - [`NOLCK`](crate::Errno::NOLCK): too many locks exist, or the server of a network file system
///   does not respond.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the range ends after `i64::MAX`.
///
/// # Kernel
///
/// Linux 1.0, `fs/locks.c`; on i686 `fcntl64` with `F_SETLK64`, Linux 2.4.
/// [F_SETLK(2const)](https://man7.org/linux/man-pages/man2/F_GETLK.2const.html)
#[doc(alias = "F_SETLK")]
#[doc(alias = "F_SETLK64")]
#[doc(alias = "lockf")]
#[inline]
pub fn fcntl_setlk(fd: impl AsFd, lock: &Flock) -> Result<()> {
    // SAFETY: the kernel reads the struct.
    unsafe { sys!(FCNTL, fd.as_fd(), shape::SETLK, Some(lock)) }
}

/// `fcntl(2)`, `F_SETLKW`: sets or releases a lock as [`fcntl_setlk`] does, and waits while another
/// lock conflicts.
///
/// # Errors
///
/// Those of [`fcntl_setlk`] except [`AGAIN`](crate::Errno::AGAIN), and:
///
/// - [`DEADLK`](crate::Errno::DEADLK): the holder of the conflicting lock waits for a lock of this
///   process, directly or through other processes.
/// - [`INTR`](crate::Errno::INTR): a signal arrived while the call was waiting.
///
/// # Kernel
///
/// Linux 1.0, `fs/locks.c`; on i686 `fcntl64` with `F_SETLKW64`, Linux 2.4.
/// [F_SETLKW(2const)](https://man7.org/linux/man-pages/man2/F_GETLK.2const.html)
#[doc(alias = "F_SETLKW")]
#[doc(alias = "F_SETLKW64")]
#[inline]
pub fn fcntl_setlkw(fd: impl AsFd, lock: &Flock) -> Result<()> {
    // SAFETY: the kernel reads the struct.
    unsafe { sys!(FCNTL, fd.as_fd(), shape::SETLKW, Some(lock)) }
}

/// `fcntl(2)`, `F_OFD_GETLK`: returns a lock that prevents this open file description from setting
/// `lock`, or `None` if there is none.
///
/// If the kind is [`UNLCK`](LockKind::UNLCK), the call returns a lock that this open file
/// description itself holds on the range (Linux 6.6).
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): `fd` is not open.
/// - [`INVAL`](crate::Errno::INVAL): the kind or the [`Whence`] is unknown, the range starts before
///   the file, or `pid` is not 0.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): the range ends after `i64::MAX`.
///
/// # Kernel
///
/// Linux 3.15, on i686 `fcntl64`, `fs/locks.c`.
/// [F_OFD_GETLK(2const)](https://man7.org/linux/man-pages/man2/F_OFD_GETLK.2const.html)
#[doc(alias = "F_OFD_GETLK")]
#[inline]
pub fn fcntl_ofd_getlk(fd: impl AsFd, lock: &Flock) -> Result<Option<Flock>> {
    let mut lock = *lock;
    // SAFETY: the kernel reads the struct and writes to the same bytes.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_OFD_GETLK, &raw mut lock) };
    done.map(|()| found(lock))
}

/// `fcntl(2)`, `F_OFD_SETLK`: sets or releases a lock of this open file description on a range of a
/// file.
///
/// The lock belongs to the open file description. It conflicts with the locks of code that opened
/// the file separately, even in the same process. Duplicates of the descriptor and child processes
/// share the lock, and it is released when the last of these descriptors is closed.
///
/// Locks are advisory: they affect only code that locks the file too, and do not prevent reads or
/// writes.
///
/// ```
/// use trapgate::fs::{self, MemfdFlags};
/// use trapgate::io::{self, Flock, LockKind, Whence};
///
/// let file = fs::memfd_create(c"example", MemfdFlags::CLOEXEC)?;
/// let first_page = Flock::new(LockKind::WRLCK, Whence::SET, 0, 4096);
/// io::fcntl_ofd_setlk(&file, &first_page)?;
/// // Other open file descriptions cannot lock this range until it is released.
/// let release = Flock { kind: LockKind::UNLCK, ..first_page };
/// io::fcntl_ofd_setlk(&file, &release)?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// Those of [`fcntl_setlk`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): `pid` is not 0.
///
/// # Kernel
///
/// Linux 3.15, on i686 `fcntl64`, `fs/locks.c`.
/// [F_OFD_SETLK(2const)](https://man7.org/linux/man-pages/man2/F_OFD_GETLK.2const.html)
#[doc(alias = "F_OFD_SETLK")]
#[inline]
pub fn fcntl_ofd_setlk(fd: impl AsFd, lock: &Flock) -> Result<()> {
    // SAFETY: the kernel reads the struct.
    unsafe { sys!(FCNTL, fd.as_fd(), F_OFD_SETLK, Some(lock)) }
}

/// `fcntl(2)`, `F_OFD_SETLKW`: sets or releases a lock as [`fcntl_ofd_setlk`] does, and waits while
/// another lock conflicts.
///
/// The kernel does not detect deadlocks: two callers that wait for each other wait forever.
///
/// # Errors
///
/// Those of [`fcntl_ofd_setlk`] except [`AGAIN`](crate::Errno::AGAIN), and:
///
/// - [`INTR`](crate::Errno::INTR): a signal arrived while the call was waiting.
///
/// # Kernel
///
/// Linux 3.15, on i686 `fcntl64`, `fs/locks.c`.
/// [F_OFD_SETLKW(2const)](https://man7.org/linux/man-pages/man2/F_OFD_GETLK.2const.html)
#[doc(alias = "F_OFD_SETLKW")]
#[inline]
pub fn fcntl_ofd_setlkw(fd: impl AsFd, lock: &Flock) -> Result<()> {
    // SAFETY: the kernel reads the struct.
    unsafe { sys!(FCNTL, fd.as_fd(), F_OFD_SETLKW, Some(lock)) }
}
