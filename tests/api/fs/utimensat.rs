use std::ffi::CStr;
use std::os::unix::fs::symlink;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, FileTimes, SetTime, utimensat};
use trapgate::time::{ClockId, clock_gettime};
use trapgate::types::time::Timespec;

use super::stat::TIMES;
use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::machine::while_no_clock_is_set;

const NONE: AtFlags = AtFlags::empty();

fn time(tv_sec: i64, tv_nsec: i64) -> Timespec {
    Timespec { tv_sec, tv_nsec }
}

fn both(atime: SetTime, mtime: SetTime) -> FileTimes {
    FileTimes { atime, mtime }
}

#[test]
fn times_of_every_century() {
    let fd = memory();
    for times in TIMES {
        let [atime, mtime] = times.map(|(sec, nsec)| time(sec, nsec));
        let set = both(SetTime::To(atime), SetTime::To(mtime));
        assert_eq!(utimensat(&fd, None, set, NONE), Ok(()));
        let stat = fs::fstat(&fd).unwrap();
        assert_eq!((stat.atime, stat.mtime), (atime, mtime));
    }
}

#[test]
fn now_and_as_it_is() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let set = |atime, mtime| {
        assert_eq!(
            utimensat(&at, Some(c"file"), both(atime, mtime), NONE),
            Ok(())
        );
        let stat = fs::fstatat(&at, c"file", NONE).unwrap();
        (stat.atime, stat.mtime)
    };
    let (one, other) = (time(4_102_444_800, 100), time(-1, 200));
    assert_eq!(set(SetTime::To(one), SetTime::To(other)), (one, other));
    assert_eq!(set(SetTime::Omit, SetTime::To(one)), (one, one));
    assert_eq!(set(SetTime::To(other), SetTime::Omit), (other, one));
    assert_eq!(set(SetTime::Omit, SetTime::Omit), (other, one));
    // The kernel uses the time of the last tick.
    let (now, (atime, mtime)) = while_no_clock_is_set(|| {
        let before = clock_gettime(ClockId::REALTIME_COARSE).unwrap();
        let times = set(SetTime::Now, SetTime::Omit);
        (before..=clock_gettime(ClockId::REALTIME).unwrap(), times)
    });
    assert_eq!(mtime, one);
    assert!(now.contains(&atime), "{atime:?} {now:?}");
    let (atime, mtime) = set(SetTime::Now, SetTime::Now);
    assert_eq!(atime, mtime);
}

#[test]
fn links_are_followed_or_not() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    symlink("file", dir.path().join("link")).unwrap();
    let (one, other) = (time(1, 0), time(2, 0));
    let set = |time, flags| {
        let times = both(SetTime::To(time), SetTime::To(time));
        utimensat(&at, Some(c"link"), times, flags)
    };
    assert_eq!(set(one, NONE), Ok(()));
    assert_eq!(set(other, AtFlags::SYMLINK_NOFOLLOW), Ok(()));
    let mtime = |name| {
        fs::fstatat(&at, name, AtFlags::SYMLINK_NOFOLLOW)
            .unwrap()
            .mtime
    };
    assert_eq!((mtime(c"file"), mtime(c"link")), (one, other));
}

#[test]
fn numbers_that_mean_something_else() {
    let fd = memory();
    let set = |tv_nsec| {
        let one = both(SetTime::To(time(1, tv_nsec)), SetTime::Omit);
        let other = both(SetTime::Omit, SetTime::To(time(1, tv_nsec)));
        let done = [one, other].map(|times| utimensat(&fd, None, times, NONE));
        assert_eq!(done[0], done[1]);
        done[0]
    };
    assert_eq!((set(0), set(999_999_999)), (Ok(()), Ok(())));
    for nsec in [
        -1,
        1_000_000_000,
        // These numbers stand for the current time and for no change.
        0x3fff_ffff,
        0x3fff_fffe,
        // Truncated to 32 bits, these would be valid.
        1 << 32,
        (1 << 32) + 0x3fff_ffff,
        i64::MIN,
        i64::MAX,
    ] {
        assert_eq!(set(nsec), Err(Errno::INVAL), "{nsec}");
    }
}

#[test]
fn errors() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let now = both(SetTime::Now, SetTime::Now);
    let set = |path: Option<&CStr>, flags| utimensat(&at, path, now, flags);
    assert_eq!(set(Some(c"nothing"), NONE), Err(Errno::NOENT));
    assert_eq!(set(Some(c""), NONE), Err(Errno::NOENT));
    assert_eq!(set(Some(c"file/below"), NONE), Err(Errno::NOTDIR));
    assert_eq!(set(Some(c""), AtFlags::EMPTY_PATH), Ok(()));
    assert_eq!(set(None, AtFlags::EMPTY_PATH), Err(Errno::INVAL));
    let unknown = AtFlags::from_bits_retain(1);
    assert_eq!(set(Some(c"file"), unknown), Err(Errno::INVAL));
    assert_eq!(utimensat(fs::CWD, None, now, NONE), Err(Errno::FAULT));
    assert_eq!(utimensat(closed(), None, now, NONE), Err(Errno::BADF));
    let relative = utimensat(closed(), Some(c"file"), now, NONE);
    assert_eq!(relative, Err(Errno::BADF));
    ends_at_4096("file", |path| set(Some(path), NONE));

    // If neither time changes, the kernel does not look at the path.
    let none = both(SetTime::Omit, SetTime::Omit);
    assert_eq!(utimensat(closed(), None, none, NONE), Ok(()));
}
