use std::ffi::CStr;

use trapgate::Errno;
use trapgate::fs::{self, AtFlags, Dev, FileType, Mode, mknodat};

use crate::api::scratch::{Dir, closed, ends_at_4096, memory};
use crate::support::skip::skip;

const MODE: Mode = Mode::RUSR.union(Mode::SVTX);

const LARGEST: Dev = Dev {
    major: 0xfff,
    minor: 0xf_ffff,
};

#[test]
fn files_of_each_type() {
    let dir = Dir::new();
    let at = dir.fd();
    for (name, file_type, found) in [
        (c"pipe", FileType::FIFO, FileType::FIFO),
        (c"socket", FileType::SOCK, FileType::SOCK),
        (c"file", FileType::REG, FileType::REG),
        (c"unknown", FileType::UNKNOWN, FileType::REG),
    ] {
        // The kernel uses only the mode's permission bits, and ignores the device.
        let mode = MODE | Mode::from_bits_retain(0o060_000);
        assert_eq!(mknodat(&at, name, file_type, mode, Some(LARGEST)), Ok(()));
        let stat = fs::fstatat(&at, name, AtFlags::empty()).unwrap();
        let mode = (stat.mode.file_type(), stat.mode.permissions());
        assert_eq!(mode, (found, MODE), "{name:?}");
        assert_eq!((stat.rdev, stat.size), (Dev::default(), 0));
    }
}

#[test]
fn devices() {
    let dir = Dir::new();
    let at = dir.fd();
    let numbers = [(0, 1), (1, 0), (0xabc, 0xfedcb), (0xfff, 0xf_ffff)];
    for (major, minor) in numbers {
        for file_type in [FileType::CHR, FileType::BLK] {
            let dev = Dev { major, minor };
            match mknodat(&at, c"device", file_type, MODE, Some(dev)) {
                Err(Errno::PERM) => return skip("mknod::devices", "no privilege to make devices"),
                done => assert_eq!(done, Ok(())),
            }
            let stat = fs::fstatat(&at, c"device", AtFlags::empty()).unwrap();
            assert_eq!((stat.rdev, stat.mode.file_type()), (dev, file_type));
            fs::unlinkat(&at, c"device", AtFlags::empty()).unwrap();
        }
    }
    match mknodat(&at, c"gone", FileType::CHR, MODE, None) {
        Err(Errno::PERM) => return skip("mknod::devices", "overlayfs reserves this device"),
        done => assert_eq!(done, Ok(())),
    }
    let stat = fs::fstatat(&at, c"gone", AtFlags::empty()).unwrap();
    assert_eq!(stat.rdev, Dev::default());
}

#[test]
fn numbers_of_devices() {
    for (major, minor) in [(0, 0), (1, 3), (0xfff, 0), (0, 0xf_ffff), (0xabc, 0xfedcb)] {
        let dev = Dev { major, minor };
        let raw = dev.to_raw().unwrap();
        assert_eq!(u64::from(raw), libc::makedev(major, minor));
        assert_eq!(Dev::from_raw(raw.into()), dev);
    }
    assert_eq!(LARGEST.to_raw(), Ok(u32::MAX));
    for (major, minor) in [(0x1000, 0), (u32::MAX, 0), (0, 0x10_0000), (0, u32::MAX)] {
        assert_eq!(Dev { major, minor }.to_raw(), Err(Errno::INVAL));
    }
}

#[test]
fn errors() {
    let dir = Dir::new();
    let at = dir.fd();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let make = |path: &CStr, file_type| mknodat(&at, path, file_type, MODE, None);
    assert_eq!(make(c"file", FileType::FIFO), Err(Errno::EXIST));
    assert_eq!(make(c"", FileType::FIFO), Err(Errno::NOENT));
    assert_eq!(make(c"nothing/new", FileType::FIFO), Err(Errno::NOENT));
    assert_eq!(make(c"file/new", FileType::FIFO), Err(Errno::NOTDIR));
    assert_eq!(make(c"new", FileType::DIR), Err(Errno::PERM));
    assert_eq!(make(c"new", FileType::LNK), Err(Errno::INVAL));
    assert_eq!(make(c"new", FileType::from_raw(15)), Err(Errno::INVAL));
    let closed = |file_type, dev| mknodat(closed(), c"new", file_type, MODE, dev);
    assert_eq!(closed(FileType::FIFO, None), Err(Errno::BADF));
    assert_eq!(
        mknodat(memory(), c"new", FileType::FIFO, MODE, None),
        Err(Errno::NOTDIR)
    );
    // Rejected without a call, which would report the descriptor.
    assert_eq!(closed(FileType::from_raw(16), None), Err(Errno::INVAL));
    assert_eq!(closed(FileType::from_raw(0x18), None), Err(Errno::INVAL));
    for (major, minor) in [(0x1000, 0), (0, 0x10_0000)] {
        let dev = Some(Dev { major, minor });
        assert_eq!(closed(FileType::CHR, dev), Err(Errno::INVAL));
    }
    ends_at_4096("new", |path| make(path, FileType::SOCK));
}
