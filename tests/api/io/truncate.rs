use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, FallocateFlags};
use trapgate::{Errno, event};

use crate::api::scratch::{Dir, FAR, closed, memory};

#[test]
fn ftruncate_beyond_4_gib() {
    let fd = memory();
    for length in [FAR, 0, 1 << 32, 0xffff_ffff, 0x8000_0000, 5] {
        assert_eq!(io::ftruncate(&fd, length), Ok(()));
        assert_eq!(fs::fstat(&fd).unwrap().size, length);
    }
    assert_eq!(io::pwrite(&fd, b"abcdefg", 0), Ok(7));
    assert_eq!(io::ftruncate(&fd, 3), Ok(()));
    assert_eq!(io::ftruncate(&fd, 6), Ok(()));
    let mut buf = [1u8; 8];
    assert_eq!(io::pread(&fd, &mut buf, 0), Ok(6));
    assert_eq!(&buf[..6], b"abc\0\0\0");
}

#[test]
fn ftruncate_errors() {
    for length in [u64::MAX, 1 << 63] {
        assert_eq!(io::ftruncate(memory(), length), Err(Errno::INVAL));
    }
    assert_eq!(io::ftruncate(closed(), 0), Err(Errno::BADF));
    let dir = Dir::new();
    std::fs::write(dir.path().join("file"), "abc").unwrap();
    let reader = fs::openat(dir.fd(), c"file", OpenFlags::RDONLY, Mode::empty()).unwrap();
    assert_eq!(io::ftruncate(&reader, 0), Err(Errno::INVAL));
}

#[test]
fn fallocate_beyond_4_gib() {
    let fd = memory();
    let none = FallocateFlags::empty();
    assert_eq!(io::fallocate(&fd, none, FAR, 3), Ok(()));
    let stat = fs::fstat(&fd).unwrap();
    assert_eq!(stat.size, FAR + 3);
    assert!(stat.blocks >= 8, "{stat:?}");
    assert_eq!(
        io::fallocate(&fd, FallocateFlags::KEEP_SIZE, 2 * FAR, 3),
        Ok(())
    );
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 3);

    // A hole of more than 4 GiB: without its upper word it would end behind the first page.
    assert_eq!(io::pwrite(&fd, b"near", 0), Ok(4));
    assert_eq!(io::pwrite(&fd, b"between", 1 << 20), Ok(7));
    assert_eq!(io::pwrite(&fd, b"far", FAR), Ok(3));
    let punch = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
    assert_eq!(io::fallocate(&fd, punch, 1, FAR), Ok(()));
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
    assert_eq!(io::fallocate(&fd, none, 0, 0), Err(Errno::INVAL));
    assert_eq!(io::fallocate(&fd, none, u64::MAX, 1), Err(Errno::INVAL));
    assert_eq!(io::fallocate(&fd, none, 0, 1 << 63), Err(Errno::INVAL));
    assert_eq!(
        io::fallocate(&fd, none, i64::MAX as u64, 1),
        Err(Errno::FBIG)
    );
    let unknown = FallocateFlags::from_bits_retain(1 << 30);
    assert_eq!(io::fallocate(&fd, unknown, 0, 1), Err(Errno::OPNOTSUPP));
    let alone = FallocateFlags::PUNCH_HOLE;
    assert_eq!(io::fallocate(&fd, alone, 0, 1), Err(Errno::OPNOTSUPP));
    assert_eq!(io::fallocate(closed(), none, 0, 1), Err(Errno::BADF));
    let (_reader, writer) = event::pipe2(event::PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::fallocate(&writer, none, 0, 1), Err(Errno::SPIPE));
}
