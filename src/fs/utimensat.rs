//! `utimensat(2)`.

use core::ffi::CStr;
use core::ptr;

use crate::errno::Result;
use crate::fd::AsFd;
use crate::sys::sys;
use crate::types::at::AtFlags;
use crate::types::time::Timespec;

const UTIME_NOW: i64 = 0x3fff_ffff;
const UTIME_OMIT: i64 = 0x3fff_fffe;

/// What [`utimensat`] does with one of the times of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SetTime {
    /// Set the current time (`UTIME_NOW`).
    #[doc(alias = "UTIME_NOW")]
    Now,
    /// Keep the current value (`UTIME_OMIT`).
    #[doc(alias = "UTIME_OMIT")]
    Omit,
    /// Set this time since the start of 1970 (UTC), within the range and precision of the file
    /// system.
    To(Timespec),
}

impl SetTime {
    /// Converts to the kernel's form, in which two values of `tv_nsec` stand for `Now` and `Omit`.
    #[inline]
    const fn timespec(self) -> Timespec {
        match self {
            Self::To(time) if matches!(time.tv_nsec, 0..=999_999_999) => time,
            // The kernel rejects -1 on both targets. It could accept the value itself on i686,
            // where it ignores the upper half.
            Self::To(_) => special(-1),
            Self::Now => special(UTIME_NOW),
            Self::Omit => special(UTIME_OMIT),
        }
    }
}

#[inline]
const fn special(tv_nsec: i64) -> Timespec {
    Timespec { tv_sec: 0, tv_nsec }
}

/// The two times of a file that [`utimensat`] sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileTimes {
    /// The time of the last access.
    pub atime: SetTime,
    /// The time of the last change to the content.
    pub mtime: SetTime,
}

/// `utimensat(2)`: sets the times of the file at `path`, or of `dir` itself if `path` is `None`.
///
/// A relative `path` starts at `dir`. `flags` may contain
/// [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and [`EMPTY_PATH`](AtFlags::EMPTY_PATH) (Linux
/// 5.8), but must be empty without a path. Setting both times to [`Now`](SetTime::Now) requires
/// permission to write to the file or its ownership; setting anything else requires ownership. If
/// both are [`Omit`](SetTime::Omit), the kernel checks nothing and returns success.
///
/// ```no_run
/// use trapgate::fs::{self, AtFlags, FileTimes, SetTime};
///
/// let times = FileTimes { atime: SetTime::Omit, mtime: SetTime::Now };
/// fs::utimensat(fs::CWD, Some(c"stamp"), times, AtFlags::empty())?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): both times are `Now` and the process neither may write to
///   the file nor owns it, or the process may not search a directory of the path prefix.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open, and `path` is relative or `None`.
/// - [`FAULT`](crate::Errno::FAULT): `path` is `None`, and `dir` is [`CWD`](crate::fs::CWD).
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that the kernel does not know, or
///   any without a path, or the nanoseconds are out of range.
/// - [`LOOP`](crate::Errno::LOOP): the path leads through too many symbolic links.
/// - [`NAMETOOLONG`](crate::Errno::NAMETOOLONG): the path has 4096 bytes or more, or a component
///   has more than 255.
/// - [`NOENT`](crate::Errno::NOENT): the file does not exist, or the path is empty and
///   `EMPTY_PATH` is not set.
/// - [`NOTDIR`](crate::Errno::NOTDIR): a component of the path prefix is not a directory.
/// - [`PERM`](crate::Errno::PERM): the process does not own the file and lacks `CAP_FOWNER`, or
///   the file is immutable.
/// - [`ROFS`](crate::Errno::ROFS): the file system is read-only.
///
/// # Kernel
///
/// Linux 2.6.22, `fs/utimes.c`. On i686 the call is `utimensat_time64` of Linux 5.1.
/// [utimensat(2)](https://man7.org/linux/man-pages/man2/utimensat.2.html)
#[doc(alias = "utimensat_time64")]
#[doc(alias = "futimens")]
#[doc(alias = "utimes")]
#[inline]
pub fn utimensat(
    dir: impl AsFd,
    path: Option<&CStr>,
    times: FileTimes,
    flags: AtFlags,
) -> Result<()> {
    let path = path.map_or(ptr::null(), CStr::as_ptr);
    let times = [times.atime.timespec(), times.mtime.timespec()];
    // SAFETY: the kernel reads `path`, unless it is null, up to its NUL, and the two elements of
    // `times`.
    unsafe { sys!(UTIMENSAT, dir.as_fd(), path, times.as_ptr(), flags) }
}
