//! `inode(7)`: a file's owner, its times, and the device that a special file represents.

use trapgate::Errno;
use trapgate::fd::OwnedFd;
use trapgate::fs::{
    Dev, FileTimes, SetTime, Statx, StatxFlags, fchown, fchownat, fstat, fstatat, mknodat, statx,
    unlinkat, utimensat,
};
use trapgate::rt::Start;
use trapgate::time::Timespec;
use trapgate::types::at::AtFlags;
use trapgate::types::id::{Gid, Uid};
use trapgate::types::mode::{FileType, Mode};

use crate::checks::memfd::file;
use crate::checks::place;
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// The start of 2100, which does not fit in 31 bits of seconds; that of 2500 does not fit in 32.
const YEAR_2100: i64 = 4_102_444_800;
const YEAR_2500: i64 = 16_725_225_600;

fn look(file: &OwnedFd) -> Result<Statx, Problem> {
    statx(file, c"", AtFlags::EMPTY_PATH, StatxFlags::BASIC_STATS).of("statx")
}

/// Each time is either set to the nanosecond or left unchanged.
pub(crate) fn times(_: Start) -> Outcome {
    let file = file()?;
    let to = |tv_sec, tv_nsec| SetTime::To(Timespec { tv_sec, tv_nsec });
    let set = |atime, mtime| {
        utimensat(&file, None, FileTimes { atime, mtime }, AtFlags::empty()).of("utimensat")
    };
    let have = |atime, mtime| {
        let found = look(&file)?;
        same("atime", found.atime.sec as u64, atime as u64)?;
        same("mtime", found.mtime.sec as u64, mtime as u64)?;
        let nsec = (found.atime.nsec, found.mtime.nsec);
        holds("nanoseconds", nsec == (999_999_999, 1))
    };
    set(to(YEAR_2100, 999_999_999), to(YEAR_2500, 1))?;
    have(YEAR_2100, YEAR_2500)?;
    set(to(-1, 999_999_999), SetTime::Omit)?;
    have(-1, YEAR_2500)?;
    set(SetTime::Omit, to(YEAR_2100, 1))?;
    have(-1, YEAR_2100)?;
    let times = FileTimes {
        atime: SetTime::Omit,
        mtime: to(0, 1 << 32),
    };
    utimensat(&file, None, times, AtFlags::empty()).fails("utimensat", Errno::INVAL)
}

/// Sets owner and group to ids of more than 16 bits, one at a time.
pub(crate) fn owner(_: Start) -> Outcome {
    let file = file()?;
    let (uid, gid) = (Uid::from_raw(70_000), Gid::from_raw(70_001));
    match fchownat(&file, c"", Some(uid), Some(gid), AtFlags::EMPTY_PATH) {
        Err(Errno::INVAL) => return Err(Problem::Skip("this namespace does not map the user")),
        done => done.of("fchownat")?,
    }
    let (by_fstat, by_statx) = (fstat(&file).of("fstat")?, look(&file)?);
    holds("fstat", (by_fstat.uid, by_fstat.gid) == (uid, gid))?;
    holds("statx", (by_statx.uid, by_statx.gid) == (uid, gid))?;
    let other = Gid::from_raw(1 << 31);
    fchown(&file, None, Some(other)).of("fchown")?;
    let found = look(&file)?;
    holds(
        "only the group has changed",
        (found.uid, found.gid) == (uid, other),
    )
}

/// A special file whose major and minor number use all their bits. It is never opened.
pub(crate) fn device(_: Start) -> Outcome {
    place::with(|dir, _| {
        let (kind, name, none) = (FileType::CHR, c"device", AtFlags::empty());
        let (major, minor) = (0xabc, 0x1_2345);
        let dev = Dev { major, minor };
        mknodat(dir, name, kind, Mode::RUSR, Some(dev)).of("mknodat")?;
        let by_fstatat = fstatat(dir, name, none).of("fstatat");
        let by_statx = statx(dir, name, none, StatxFlags::BASIC_STATS).of("statx");
        unlinkat(dir, name, none).of("unlinkat")?;
        let found = (by_fstatat?, by_statx?.rdev);
        holds("the file's type", found.0.mode.file_type() == kind)?;
        holds("the device's number", (found.0.rdev, found.1) == (dev, dev))
    })
}
