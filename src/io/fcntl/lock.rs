//! Locks on ranges of a file: those of a process (POSIX), and those of an open file (OFD).

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
    /// The kind of a lock, of a lease or of a delegation (`F_RDLCK` and the like).
    pub struct LockKind: u16 {
        /// To read: others may read, too.
        const RDLCK ("F_RDLCK") = 0;
        /// To write: nobody else has one.
        const WRLCK ("F_WRLCK") = 1;
        /// None: what is there is given up.
        const UNLCK ("F_UNLCK") = 2;
        /// A number of the past, which the kernel refuses.
        const EXLCK ("F_EXLCK") = 4;
        /// A number of the past, which the kernel refuses.
        const SHLCK ("F_SHLCK") = 8;
    }
}

constants! {
    /// From where the start of a lock counts (`SEEK_`).
    pub struct Whence: u16 {
        /// From the start of the file.
        const SET ("SEEK_SET") = 0;
        /// From the file position.
        const CUR ("SEEK_CUR") = 1;
        /// From the end of the file.
        const END ("SEEK_END") = 2;
    }
}

/// A lock on a range of a file (`struct flock`, on i686 `struct flock64`), 64 bits wide on both targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Flock {
    /// Of what kind.
    pub kind: LockKind,
    /// From where `start` counts; from the start of the file in what the kernel answers.
    pub whence: Whence,
    /// The first byte.
    pub start: i64,
    /// How many bytes; 0: up to the end, wherever that will be. A negative number: as many bytes before `start`.
    pub len: i64,
    /// Who has the lock, in what the kernel answers: -1 for the lock of an open file, 0 for a process of another pid
    /// namespace. What the kernel is asked has a 0 here.
    pub pid: Pid,
}

// The kernel's bytes on both targets: it aligns 64 bits as the target's C does, to 8 on x86_64 and to 4 on i686.
const_assert_eq!(offset_of!(Flock, start), align_of::<i64>());
const_assert_eq!(offset_of!(Flock, pid), align_of::<i64>() + 16);
const_assert_eq!(size_of::<Flock>(), align_of::<i64>() * 2 + 16);

impl Flock {
    /// A lock of this kind on `len` bytes from `start` on; 0 bytes are all that follow.
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

/// What an answer to `F_GETLK` says: `F_UNLCK` is no lock.
#[inline]
fn found(lock: Flock) -> Option<Flock> {
    match lock.kind {
        LockKind::UNLCK => None,
        _ => Some(lock),
    }
}

/// `fcntl(2)`, `F_GETLK`: a lock that keeps this process from setting `lock`, or `None` if nothing does.
///
/// Locks of this process never do. Where several do, the answer is one of them.
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): a kind other than [`RDLCK`](LockKind::RDLCK) and [`WRLCK`](LockKind::WRLCK), an
///   unknown [`Whence`], or a range that begins before the file.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): a range that goes beyond `i64::MAX`.
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
    // SAFETY: the kernel reads the struct and writes the same bytes.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), shape::GETLK, &raw mut lock) };
    done.map(|()| found(lock))
}

/// `fcntl(2)`, `F_SETLK`: sets this process's lock on a range, or gives it up.
///
/// The lock is the process's: another one on the same range takes its place, threads do not keep each other out, a
/// child has none of it, and it is gone as soon as the process closes *any* descriptor of the file, also one that a
/// library had opened for itself. [`fcntl_ofd_setlk`] has locks without these surprises. Locks bind only those who ask:
/// reading and writing go on.
///
/// # Errors
///
/// - [`AGAIN`](crate::Errno::AGAIN): somebody else has a lock that does not go with this one.
/// - [`BADF`](crate::Errno::BADF): not open, or not for reading with [`RDLCK`](LockKind::RDLCK), not for writing with
///   [`WRLCK`](LockKind::WRLCK).
/// - [`INVAL`](crate::Errno::INVAL): an unknown kind or [`Whence`], a range that begins before the file, or a file that
///   has no locks.
/// - [`NOLCK`](crate::Errno::NOLCK): too many locks, or no answer from the server of a network file system.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): a range that goes beyond `i64::MAX`.
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

/// `fcntl(2)`, `F_SETLKW`: as [`fcntl_setlk`]; waits until the lock can be had.
///
/// # Errors
///
/// Those of [`fcntl_setlk`] except [`AGAIN`](crate::Errno::AGAIN), and:
///
/// - [`DEADLK`](crate::Errno::DEADLK): whoever has the lock waits, maybe by others, for one of this process.
/// - [`INTR`](crate::Errno::INTR): a signal came while it waited.
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

/// `fcntl(2)`, `F_OFD_GETLK`: a lock that keeps this open file from setting `lock`, or `None` if nothing does.
///
/// With [`UNLCK`](LockKind::UNLCK) as its kind it asks for a lock that this open file has there itself (Linux 6.6).
///
/// # Errors
///
/// - [`BADF`](crate::Errno::BADF): not open.
/// - [`INVAL`](crate::Errno::INVAL): an unknown kind or [`Whence`], a range that begins before the file, or a `pid` other
///   than 0.
/// - [`OVERFLOW`](crate::Errno::OVERFLOW): a range that goes beyond `i64::MAX`.
///
/// # Kernel
///
/// Linux 3.15, on i686 `fcntl64`, `fs/locks.c`.
/// [F_OFD_GETLK(2const)](https://man7.org/linux/man-pages/man2/F_OFD_GETLK.2const.html)
#[doc(alias = "F_OFD_GETLK")]
#[inline]
pub fn fcntl_ofd_getlk(fd: impl AsFd, lock: &Flock) -> Result<Option<Flock>> {
    let mut lock = *lock;
    // SAFETY: the kernel reads the struct and writes the same bytes.
    let done: Result<()> = unsafe { sys!(FCNTL, fd.as_fd(), F_OFD_GETLK, &raw mut lock) };
    done.map(|()| found(lock))
}

/// `fcntl(2)`, `F_OFD_SETLK`: sets this open file's lock on a range, or gives it up.
///
/// The lock is the open file's: whoever has opened the file again is kept out, in the same process, too; a child and
/// duplicates of the descriptor share it; it is gone with the last of these. Locks bind only those who ask: reading and
/// writing go on.
///
/// # Errors
///
/// Those of [`fcntl_setlk`], and:
///
/// - [`INVAL`](crate::Errno::INVAL): a `pid` other than 0.
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

/// `fcntl(2)`, `F_OFD_SETLKW`: as [`fcntl_ofd_setlk`]; waits until the lock can be had.
///
/// Nobody looks for a deadlock: two that wait for each other wait for ever.
///
/// # Errors
///
/// Those of [`fcntl_ofd_setlk`] except [`AGAIN`](crate::Errno::AGAIN), and:
///
/// - [`INTR`](crate::Errno::INTR): a signal came while it waited.
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
