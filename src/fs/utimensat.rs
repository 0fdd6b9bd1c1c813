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

/// What [`utimensat`] makes of one time of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetTime {
    /// The time of the call (`UTIME_NOW`).
    #[doc(alias = "UTIME_NOW")]
    Now,
    /// It stays (`UTIME_OMIT`).
    #[doc(alias = "UTIME_OMIT")]
    Omit,
    /// This time since the start of 1970, cut to what the file system can hold.
    To(Timespec),
}

impl SetTime {
    /// As the kernel takes it: two numbers of nanoseconds mean something else.
    #[inline]
    const fn timespec(self) -> Timespec {
        match self {
            Self::To(time) if matches!(time.tv_nsec, 0..=999_999_999) => time,
            // The kernel refuses this on both targets; on i686 it would not look at the upper half
            // of the number.
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

/// The two times of a file that [`utimensat`] changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileTimes {
    /// Last access.
    pub atime: SetTime,
    /// Last change of the content.
    pub mtime: SetTime,
}

/// `utimensat(2)`: changes the times of the file at `path`, which starts at `dir`, or without a
/// path of `dir` itself.
///
/// `flags` are [`SYMLINK_NOFOLLOW`](AtFlags::SYMLINK_NOFOLLOW) and
/// [`EMPTY_PATH`](AtFlags::EMPTY_PATH) (Linux 5.8), and none without a path. Setting both times to
/// [`Now`](SetTime::Now) takes the right to write to the file; anything else takes its owner. With
/// both [`Omit`](SetTime::Omit) the kernel looks at nothing and succeeds.
///
/// # Errors
///
/// - [`ACCES`](crate::Errno::ACCES): both `Now` without the right to write, or a directory on the
///   way may not be searched.
/// - [`BADF`](crate::Errno::BADF): `dir` is not open, and `path` is relative or missing.
/// - [`FAULT`](crate::Errno::FAULT): no path, and `dir` is [`CWD`](crate::fs::CWD).
/// - [`INVAL`](crate::Errno::INVAL): an unknown flag, a flag without a path, or nanoseconds out
///   of their range.
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
/// Linux 2.6.22, on i686 `utimensat_time64` of Linux 5.1, `fs/utimes.c`.
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
    // SAFETY: the kernel reads `path`, where it is one, up to its end, and two times.
    unsafe { sys!(UTIMENSAT, dir.as_fd(), path, times.as_ptr(), flags) }
}
