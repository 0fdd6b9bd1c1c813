use std::os::unix::fs::{MetadataExt as _, symlink};

use trapgate::Errno;
use trapgate::fd::AsFd;
use trapgate::fs::{
    self, AtFlags, Dev, FileType, Statx, StatxAttributes, StatxFlags, StatxTimestamp,
};

use super::stat::{TIMES, set_times};
use crate::api::scratch::{Dir, FAR, closed, ends_at_4096, memory};
use crate::support::machine::proc;

const BASIC: StatxFlags = StatxFlags::BASIC_STATS;

fn itself(fd: impl AsFd) -> Statx {
    fs::statx(fd, c"", AtFlags::EMPTY_PATH, BASIC).unwrap()
}

#[test]
fn every_field_as_std_has_it() {
    let dir = Dir::new();
    let file = dir.path().join("file");
    std::fs::write(&file, [0; 5000]).unwrap();
    std::fs::hard_link(&file, dir.path().join("second")).unwrap();
    let known = file.metadata().unwrap();
    let mask = BASIC | StatxFlags::BTIME;
    let found = fs::statx(dir.fd(), c"file", AtFlags::empty(), mask).unwrap();

    assert!(found.mask.contains(BASIC));
    assert_eq!(found.mode.file_type(), FileType::REG);
    assert_eq!(u32::from(found.mode.bits()), known.mode());
    assert_eq!(
        (found.uid.raw(), found.gid.raw()),
        (known.uid(), known.gid())
    );
    assert_eq!((found.ino, found.size), (known.ino(), 5000));
    assert_eq!((found.nlink, found.blocks), (2, known.blocks()));
    assert_eq!(u64::from(found.blksize), known.blksize());
    assert_eq!(found.dev, Dev::from_raw(known.dev()));
    assert_eq!(found.rdev, Dev::default());
    let time = |time: StatxTimestamp| (time.sec, i64::from(time.nsec));
    assert_eq!(time(found.atime), (known.atime(), known.atime_nsec()));
    assert_eq!(time(found.mtime), (known.mtime(), known.mtime_nsec()));
    assert_eq!(time(found.ctime), (known.ctime(), known.ctime_nsec()));
    if found.mask.contains(StatxFlags::BTIME) {
        let born = known
            .created()
            .unwrap()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        assert_eq!(
            time(found.btime),
            (born.as_secs() as i64, born.subsec_nanos().into())
        );
    }
}

#[test]
fn fields_that_only_statx_has() {
    if !proc("fields_that_only_statx_has") {
        return;
    }
    let mask = BASIC | StatxFlags::MNT_ID;
    let root = fs::statx(fs::CWD, c"/", AtFlags::empty(), mask).unwrap();
    if root.mask.contains(StatxFlags::MNT_ID) {
        let info = std::fs::read_to_string("/proc/self/mountinfo").unwrap();
        // If several file systems are mounted at one place, the last one is visible.
        let line = info
            .lines()
            .rfind(|line| line.split(' ').nth(4) == Some("/"));
        let id = line.and_then(|line| line.split(' ').next()).unwrap();
        assert_eq!(root.mnt_id.to_string(), id);
    }
    if root.attributes_mask.contains(StatxAttributes::MOUNT_ROOT) {
        assert!(root.attributes.contains(StatxAttributes::MOUNT_ROOT));
        let proc = fs::statx(fs::CWD, c"/proc/self", AtFlags::empty(), mask).unwrap();
        assert!(!proc.attributes.contains(StatxAttributes::MOUNT_ROOT));
    }
}

#[test]
fn devices_links_and_sizes() {
    let null = fs::statx(fs::CWD, c"/dev/null", AtFlags::empty(), BASIC).unwrap();
    assert_eq!(null.rdev, Dev { major: 1, minor: 3 });
    assert_eq!(null.mode.file_type(), FileType::CHR);

    let dir = Dir::new();
    symlink("nothing", dir.path().join("link")).unwrap();
    let flags = AtFlags::SYMLINK_NOFOLLOW;
    let link = fs::statx(dir.fd(), c"link", flags, BASIC).unwrap();
    assert_eq!((link.mode.file_type(), link.size), (FileType::LNK, 7));

    let fd = memory();
    fs::ftruncate(&fd, FAR).unwrap();
    assert_eq!(itself(&fd).size, FAR);
}

#[test]
fn times_of_every_century() {
    let fd = memory();
    for [atime, mtime] in TIMES {
        set_times(&fd, [atime, mtime]);
        let found = itself(&fd);
        assert_eq!((found.atime.sec, i64::from(found.atime.nsec)), atime);
        assert_eq!((found.mtime.sec, i64::from(found.mtime.nsec)), mtime);
        assert!(found.ctime.sec > 1_600_000_000);
    }
}

#[test]
fn errors() {
    let dir = Dir::new();
    let none = AtFlags::empty();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let statx = |path, flags, mask| fs::statx(dir.fd(), path, flags, mask).unwrap_err();
    assert_eq!(statx(c"nothing", none, BASIC), Errno::NOENT);
    assert_eq!(statx(c"", none, BASIC), Errno::NOENT);
    assert_eq!(statx(c"file/below", none, BASIC), Errno::NOTDIR);
    assert_eq!(
        statx(c"file", AtFlags::STATX_SYNC_TYPE, BASIC),
        Errno::INVAL
    );
    assert_eq!(
        statx(c"file", AtFlags::from_bits_retain(1), BASIC),
        Errno::INVAL
    );
    let reserved = StatxFlags::from_bits_retain(1 << 31);
    assert_eq!(statx(c"file", none, reserved), Errno::INVAL);
    assert_eq!(fs::statx(closed(), c"file", none, BASIC), Err(Errno::BADF));
    assert_eq!(
        fs::statx(closed(), c"", AtFlags::EMPTY_PATH, BASIC),
        Err(Errno::BADF)
    );
    ends_at_4096("file", |path| fs::statx(dir.fd(), path, none, BASIC));
}
