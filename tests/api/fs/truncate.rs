use std::ffi::CString;

use trapgate::fs::{self, FallocateFlags, Mode, OpenFlags};
use trapgate::{Errno, io};

use crate::api::scratch::{Dir, FAR, closed, memory};
use crate::support::skip::skip;

#[test]
fn ftruncate_beyond_4_gib() {
    let fd = memory();
    for length in [FAR, 0, 1 << 32, 0xffff_ffff, 0x8000_0000, 5] {
        assert_eq!(fs::ftruncate(&fd, length), Ok(()));
        assert_eq!(fs::fstat(&fd).unwrap().size, length);
    }
    assert_eq!(io::pwrite(&fd, b"abcdefg", 0), Ok(7));
    assert_eq!(fs::ftruncate(&fd, 3), Ok(()));
    assert_eq!(fs::ftruncate(&fd, 6), Ok(()));
    let mut buf = [1u8; 8];
    assert_eq!(io::pread(&fd, &mut buf, 0), Ok(6));
    assert_eq!(&buf[..6], b"abc\0\0\0");
}

#[test]
fn truncate_beyond_4_gib() {
    let dir = Dir::new();
    let path = dir.join("file");
    std::fs::write(dir.path().join("file"), "abcdefg").unwrap();
    let size = || std::fs::metadata(dir.path().join("file")).unwrap().len();
    for length in [FAR, 1 << 32, 0xffff_ffff, 0x8000_0000, 3, 6] {
        assert_eq!(fs::truncate(&path, length), Ok(()));
        assert_eq!(size(), length);
    }
    let content = std::fs::read(dir.path().join("file")).unwrap();
    assert_eq!(content, b"abc\0\0\0");
    assert_eq!(fs::truncate(&path, 0), Ok(()));
    assert_eq!(size(), 0);
    std::os::unix::fs::symlink("file", dir.path().join("link")).unwrap();
    assert_eq!(fs::truncate(&dir.join("link"), 5), Ok(()));
    assert_eq!(size(), 5, "the link is followed");
}

/// A path of 4095 bytes is accepted, and one of 4096 bytes is not.
#[test]
fn the_longest_path() {
    let dir = Dir::new();
    let path = dir.join("file").into_bytes();
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    for (len, result) in [(4095, Ok(())), (4096, Err(Errno::NAMETOOLONG))] {
        let long = [vec![b'/'; len - path.len()], path.clone()].concat();
        let long = CString::new(long).unwrap();
        assert_eq!(fs::truncate(&long, 7), result, "{len}");
    }
    assert_eq!(std::fs::metadata(dir.path().join("file")).unwrap().len(), 7);
}

#[test]
fn truncate_errors() {
    let dir = Dir::new();
    let path = dir.join("file");
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    for length in [u64::MAX, 1 << 63] {
        assert_eq!(fs::truncate(&path, length), Err(Errno::INVAL));
    }
    for (path, error) in [
        (dir.join(""), Errno::ISDIR),
        (dir.join("none"), Errno::NOENT),
        (c"".to_owned(), Errno::NOENT),
        (dir.join("file/below"), Errno::NOTDIR),
        (dir.join(&"n".repeat(256)), Errno::NAMETOOLONG),
        (c"/dev/null".to_owned(), Errno::INVAL),
    ] {
        assert_eq!(fs::truncate(&path, 0), Err(error), "{path:?}");
    }
    std::os::unix::fs::symlink("loop", dir.path().join("loop")).unwrap();
    assert_eq!(fs::truncate(&dir.join("loop"), 0), Err(Errno::LOOP));
}

#[test]
fn ftruncate_errors() {
    for length in [u64::MAX, 1 << 63] {
        assert_eq!(fs::ftruncate(memory(), length), Err(Errno::INVAL));
    }
    assert_eq!(fs::ftruncate(closed(), 0), Err(Errno::BADF));
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    let reader = fs::openat(dir.fd(), c"file", OpenFlags::RDONLY, Mode::empty()).unwrap();
    assert_eq!(fs::ftruncate(&reader, 0), Err(Errno::INVAL));
    let (_reader, writer) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    assert_eq!(fs::ftruncate(&writer, 0), Err(Errno::INVAL));
}

/// Operations that not every file system supports.
#[test]
fn fallocate_moves_and_clears() {
    let dir = Dir::new();
    let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
    let fd = fs::openat(dir.fd(), c"file", flags, Mode::RUSR).unwrap();
    // No file system has blocks larger than 64 KiB.
    let block = 1 << 16;
    let content = |fd: &_| {
        let bytes = (0..4).map(|n| {
            let mut byte = [b'-'];
            let _ = io::pread(fd, &mut byte, n * block);
            byte[0]
        });
        String::from_utf8(bytes.collect()).unwrap()
    };
    for (n, byte) in (0..).zip([b"a", b"b", b"c"]) {
        let block = byte.repeat(1 << 16);
        assert_eq!(io::pwrite(&fd, &block, n << 16), Ok(1 << 16));
    }
    for (flags, offset, after) in [
        (FallocateFlags::ZERO_RANGE, block, "a\0c-"),
        (FallocateFlags::COLLAPSE_RANGE, block, "ac--"),
        (FallocateFlags::INSERT_RANGE, 0, "\0ac-"),
        (FallocateFlags::UNSHARE_RANGE, 0, "\0ac-"),
        (FallocateFlags::WRITE_ZEROES, 2 * block, "\0a\0-"),
    ] {
        let before = content(&fd);
        match fs::fallocate(&fd, flags, offset, block) {
            Err(Errno::OPNOTSUPP) => {
                assert_eq!(content(&fd), before, "{flags:?}");
                if flags.bits() < FallocateFlags::UNSHARE_RANGE.bits() {
                    return skip(
                        "fallocate_moves_and_clears",
                        format!("{flags:?} is not supported here"),
                    );
                }
            }
            done => {
                assert_eq!(done, Ok(()), "{flags:?}");
                assert_eq!(content(&fd), after, "{flags:?}");
            }
        }
    }
}

#[test]
fn fallocate_beyond_4_gib() {
    let fd = memory();
    let none = FallocateFlags::empty();
    assert_eq!(fs::fallocate(&fd, none, FAR, 3), Ok(()));
    let stat = fs::fstat(&fd).unwrap();
    assert_eq!(stat.size, FAR + 3);
    assert!(stat.blocks >= 8, "{stat:?}");
    assert_eq!(
        fs::fallocate(&fd, FallocateFlags::KEEP_SIZE, 2 * FAR, 3),
        Ok(())
    );
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 3);

    // A hole of more than 4 GiB. With its upper word lost, it would end after the first page.
    assert_eq!(io::pwrite(&fd, b"near", 0), Ok(4));
    assert_eq!(io::pwrite(&fd, b"between", 1 << 20), Ok(7));
    assert_eq!(io::pwrite(&fd, b"far", FAR), Ok(3));
    let punch = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
    assert_eq!(fs::fallocate(&fd, punch, 1, FAR), Ok(()));
    let mut buf = [1u8; 7];
    assert_eq!(io::pread(&fd, &mut buf, 0), Ok(7));
    assert_eq!(&buf, b"n\0\0\0\0\0\0");
    assert_eq!(io::pread(&fd, &mut buf, 1 << 20), Ok(7));
    assert_eq!(buf, [0; 7]);
    assert_eq!(io::pread(&fd, &mut buf, FAR), Ok(3));
    assert_eq!(&buf[..3], b"\0ar", "the hole ends there");
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 3);
}

#[test]
fn fallocate_errors() {
    let (fd, none) = (memory(), FallocateFlags::empty());
    assert_eq!(fs::fallocate(&fd, none, 0, 0), Err(Errno::INVAL));
    assert_eq!(fs::fallocate(&fd, none, u64::MAX, 1), Err(Errno::INVAL));
    assert_eq!(fs::fallocate(&fd, none, 0, 1 << 63), Err(Errno::INVAL));
    assert_eq!(
        fs::fallocate(&fd, none, i64::MAX as u64, 1),
        Err(Errno::FBIG)
    );
    for bits in [1 << 30, 1 << 31, FallocateFlags::NO_HIDE_STALE.bits()] {
        let unknown = FallocateFlags::from_bits_retain(bits);
        assert_eq!(fs::fallocate(&fd, unknown, 0, 1), Err(Errno::OPNOTSUPP));
    }
    let alone = FallocateFlags::PUNCH_HOLE;
    assert_eq!(fs::fallocate(&fd, alone, 0, 1), Err(Errno::OPNOTSUPP));
    assert_eq!(fs::fallocate(closed(), none, 0, 1), Err(Errno::BADF));
    let (_reader, writer) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    assert_eq!(fs::fallocate(&writer, none, 0, 1), Err(Errno::SPIPE));
}
