use std::os::unix::fs::{MetadataExt as _, symlink};

use trapgate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use trapgate::fs::{self, AtFlags, Dev, FileType, Mode, OpenFlags, StatxFlags, StatxTimestamp};
use trapgate::types::id::{Gid, Uid};
use trapgate::types::time::Timespec;
use trapgate::{Errno, Sysno, raw};

use crate::api::scratch::{Dir, FAR, closed, ends_at_4096, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

/// Access and modification times (seconds and nanoseconds) before 1970, in 2038, in 2100, and long
/// after.
pub(super) const TIMES: [[(i64, i64); 2]; 4] = [
    [(-1, 999_999_999), (-2_147_483_649, 1)],
    [(2_147_483_647, 0), (2_147_483_648, 2)],
    [(4_102_444_800, 123_456_789), (4_102_444_801, 3)],
    [(4_294_967_295, 4), (100_000_000_000, 5)],
];

pub(super) fn set_times(fd: &OwnedFd, times: [(i64, i64); 2]) {
    let times = times.map(|(tv_sec, tv_nsec)| Timespec { tv_sec, tv_nsec });
    let number = Sysno::from_name("utimensat_time64").or(Sysno::from_name("utimensat"));
    let (fd, times) = (
        fd.as_raw_fd() as usize,
        (&raw const times).expose_provenance(),
    );
    // SAFETY: the kernel reads two times; a null path means the descriptor.
    let word = unsafe { raw::syscall4(number.unwrap(), fd, 0, times, 0) };
    assert_eq!(raw::check(word), Ok(0));
}

#[test]
fn every_field_as_std_has_it() {
    let dir = Dir::new();
    let file = dir.path().join("file");
    std::fs::write(&file, [0; 5000]).unwrap();
    std::fs::hard_link(&file, dir.path().join("second")).unwrap();
    let known = file.metadata().unwrap();
    let found = fs::fstatat(dir.fd(), c"file", AtFlags::empty()).unwrap();

    assert_eq!(found.dev, Dev::from_raw(known.dev()));
    assert_eq!((found.ino, found.nlink), (known.ino(), 2));
    assert_eq!(u32::from(found.mode.bits()), known.mode());
    assert_eq!(found.mode.file_type(), FileType::REG);
    assert_eq!(
        (found.uid.raw(), found.gid.raw()),
        (known.uid(), known.gid())
    );
    assert_eq!(found.rdev, Dev::default());
    assert_eq!((found.size, found.blocks), (5000, known.blocks()));
    assert_eq!(found.blksize, known.blksize());
    let time = |time: Timespec| (time.tv_sec, time.tv_nsec);
    assert_eq!(time(found.atime), (known.atime(), known.atime_nsec()));
    assert_eq!(time(found.mtime), (known.mtime(), known.mtime_nsec()));
    assert_eq!(time(found.ctime), (known.ctime(), known.ctime_nsec()));

    let fd = fs::openat(dir.fd(), c"file", OpenFlags::PATH, Mode::empty()).unwrap();
    assert_eq!(fs::fstat(fd), Ok(found));
}

#[test]
fn the_same_as_statx() {
    if !proc("the_same_as_statx") {
        return;
    }
    let none = AtFlags::empty();
    for path in [
        c"/",
        c"/dev/null",
        c"/dev/zero",
        c"/proc/self/exe",
        c"/proc/self",
    ] {
        let stat = fs::fstatat(fs::CWD, path, none).unwrap();
        let statx = fs::statx(fs::CWD, path, none, StatxFlags::BASIC_STATS).unwrap();
        assert_eq!((stat.dev, stat.rdev), (statx.dev, statx.rdev), "{path:?}");
        assert_eq!((stat.ino, stat.mode), (statx.ino, statx.mode), "{path:?}");
        assert_eq!((stat.uid, stat.gid), (statx.uid, statx.gid), "{path:?}");
        let time = |time: StatxTimestamp| Timespec {
            tv_sec: time.sec,
            tv_nsec: time.nsec.into(),
        };
        assert_eq!(
            (stat.mtime, stat.ctime),
            (time(statx.mtime), time(statx.ctime)),
            "{path:?}"
        );
    }
}

#[test]
fn size_beyond_4_gib_and_times_of_every_century() {
    let fd = memory();
    fs::ftruncate(&fd, FAR).unwrap();
    for [atime, mtime] in TIMES {
        set_times(&fd, [atime, mtime]);
        let stats = [fs::fstat(&fd), fs::fstatat(&fd, c"", AtFlags::EMPTY_PATH)];
        for stat in stats.map(Result::unwrap) {
            assert_eq!((stat.atime.tv_sec, stat.atime.tv_nsec), atime);
            assert_eq!((stat.mtime.tv_sec, stat.mtime.tv_nsec), mtime);
            assert_eq!(stat.size, FAR);
        }
    }
}

#[test]
fn ids_above_16_bits() {
    let fd = memory();
    let ids = (Uid::from_raw(70_000), Gid::from_raw(u32::MAX - 1));
    if let Err(error) = fs::fchown(&fd, Some(ids.0), Some(ids.1)) {
        return skip("stat::ids_above_16_bits", error);
    }
    let stats = [fs::fstat(&fd), fs::fstatat(&fd, c"", AtFlags::EMPTY_PATH)];
    for stat in stats.map(Result::unwrap) {
        assert_eq!((stat.uid, stat.gid), ids);
    }
    let mask = StatxFlags::UID | StatxFlags::GID;
    let statx = fs::statx(&fd, c"", AtFlags::EMPTY_PATH, mask).unwrap();
    assert_eq!((statx.uid, statx.gid), ids);
}

#[test]
fn device_numbers_above_eight_bits() {
    let dir = Dir::new();
    let (path, device) = (dir.join("device"), libc::makedev(0xabc, 0xfedcb));
    // SAFETY: the path ends with a null byte.
    if unsafe { libc::mknod(path.as_ptr(), libc::S_IFCHR | 0o600, device) } != 0 {
        let error = std::io::Error::last_os_error();
        return skip("device_numbers_above_eight_bits", format!("mknod: {error}"));
    }
    let stat = fs::fstatat(fs::CWD, &path, AtFlags::empty()).unwrap();
    assert_eq!((stat.rdev.major, stat.rdev.minor), (0xabc, 0xfedcb));
    assert_eq!(stat.rdev, Dev::from_raw(device));
    let mask = StatxFlags::BASIC_STATS;
    let statx = fs::statx(fs::CWD, &path, AtFlags::empty(), mask).unwrap();
    assert_eq!((stat.rdev, stat.dev), (statx.rdev, statx.dev));
}

#[test]
fn links_are_followed_or_not() {
    let dir = Dir::new();
    symlink("file", dir.path().join("link")).unwrap();
    let at = dir.fd();
    let stat = |flags| fs::fstatat(at.as_fd(), c"link", flags);
    assert_eq!(stat(AtFlags::empty()), Err(Errno::NOENT));
    let link = stat(AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT).unwrap();
    assert_eq!((link.mode.file_type(), link.size), (FileType::LNK, 4));
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    let file = stat(AtFlags::empty()).unwrap();
    assert_eq!((file.mode.file_type(), file.size), (FileType::REG, 3));
}

/// i686 has no `newfstatat`, so this crate uses `statx` there. It accepts and rejects the same
/// flags as the older call.
#[test]
fn the_same_flags_on_both_targets() {
    const NUMBER: libc::c_long = if cfg!(target_arch = "x86_64") {
        262
    } else {
        300
    };
    let root = Dir::new().fd();
    let singles = (0..32).map(|n| 1 << n);
    let sync = AtFlags::STATX_SYNC_TYPE.bits();
    for bits in singles
        .flat_map(|bit| [bit, bit | sync])
        .chain([0, u32::MAX, !sync])
    {
        let empty = AtFlags::EMPTY_PATH.bits();
        for (path, bits) in [(c"/", bits), (c"", bits), (c"", bits | empty)] {
            let ours = fs::fstatat(&root, path, AtFlags::from_bits_retain(bits));
            let mut room = [0_u64; 32];
            // SAFETY: on success the kernel writes a `struct stat`, which is smaller than the
            // buffer.
            let theirs = unsafe {
                let room = room.as_mut_ptr();
                libc::syscall(NUMBER, root.as_raw_fd(), path.as_ptr(), room, bits)
            };
            assert_eq!(
                ours.is_ok(),
                theirs == 0,
                "{path:?} {bits:#x} {:?}",
                ours.err()
            );
        }
    }
}

#[test]
fn errors() {
    let none = AtFlags::empty();
    assert_eq!(fs::fstat(closed()), Err(Errno::BADF));
    assert_eq!(
        fs::fstat(fs::CWD),
        Err(Errno::BADF),
        "CWD is not a descriptor"
    );
    // SAFETY: a negative number is not a descriptor.
    let none_at_all = unsafe { BorrowedFd::borrow_raw(-1) };
    assert_eq!(fs::fstat(none_at_all), Err(Errno::BADF));
    assert_eq!(fs::fstatat(closed(), c"file", none), Err(Errno::BADF));
    assert_eq!(
        fs::fstatat(closed(), c"", AtFlags::EMPTY_PATH),
        Err(Errno::BADF)
    );
    assert_eq!(fs::fstatat(fs::CWD, c"", none), Err(Errno::NOENT));
    assert_eq!(
        fs::fstatat(fs::CWD, c"/dev/null/below", none),
        Err(Errno::NOTDIR)
    );
    let unknown = AtFlags::from_bits_retain(1);
    assert_eq!(fs::fstatat(fs::CWD, c"/", unknown), Err(Errno::INVAL));
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "").unwrap();
    ends_at_4096("file", |path| fs::fstatat(dir.fd(), path, none));
}
