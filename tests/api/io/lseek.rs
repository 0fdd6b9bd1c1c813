use trapgate::io::{self, PipeFlags, SeekFrom, pipe2};
use trapgate::{Errno, fs};

use crate::api::scratch::{FAR, closed, memory};

#[test]
fn positions_beyond_4_gib() {
    let fd = memory();
    assert_eq!(fs::ftruncate(&fd, FAR + 100), Ok(()));
    for (to, position) in [
        (SeekFrom::Start(0), 0),
        (SeekFrom::Start(FAR), FAR),
        (SeekFrom::Current(0), FAR),
        (SeekFrom::Current(-8), FAR - 8),
        (SeekFrom::Current(-(FAR as i64) + 9), 1),
        (SeekFrom::Current(FAR as i64), FAR + 1),
        (SeekFrom::End(0), FAR + 100),
        (SeekFrom::End(-1), FAR + 99),
        (SeekFrom::End(-(FAR as i64)), 100),
        (SeekFrom::End(FAR as i64), 2 * FAR + 100),
        // Positions whose low word looks like an error, or is the largest or smallest of its type.
        (SeekFrom::Start(0x7_ffff_ffff), 0x7_ffff_ffff),
        (SeekFrom::Start(0xffff_ffff), 0xffff_ffff),
        (SeekFrom::Start(0xffff_f001), 0xffff_f001),
        (SeekFrom::Start(0x8000_0000), 0x8000_0000),
    ] {
        assert_eq!(io::lseek(&fd, to), Ok(position), "{to:?}");
    }
    assert_eq!(io::lseek(&fd, SeekFrom::Start(FAR)), Ok(FAR));
    assert_eq!(io::write(&fd, b"x"), Ok(1));
    let mut byte = [0u8];
    assert_eq!(io::pread(&fd, &mut byte, FAR), Ok(1));
    assert_eq!(&byte, b"x");
}

#[test]
fn data_and_holes() {
    let fd = memory();
    assert_eq!(io::pwrite(&fd, b"x", FAR), Ok(1));
    assert_eq!(fs::ftruncate(&fd, 2 * FAR), Ok(()));
    let data = io::lseek(&fd, SeekFrom::Data(0)).unwrap();
    // Data starts with its page, which may be a huge one.
    assert!((1 << 32..=FAR).contains(&data), "{data:#x}");
    assert_eq!(io::lseek(&fd, SeekFrom::Data(FAR)), Ok(FAR));
    assert_eq!(io::lseek(&fd, SeekFrom::Hole(3)), Ok(3));
    let hole = io::lseek(&fd, SeekFrom::Hole(FAR)).unwrap();
    assert!((FAR + 1..2 * FAR).contains(&hole), "{hole:#x}");
    assert_eq!(io::lseek(&fd, SeekFrom::Data(hole)), Err(Errno::NXIO));
    assert_eq!(io::lseek(&fd, SeekFrom::Hole(2 * FAR)), Err(Errno::NXIO));
    for beyond in [1 << 63, u64::MAX] {
        assert_eq!(io::lseek(&fd, SeekFrom::Data(beyond)), Err(Errno::NXIO));
        assert_eq!(io::lseek(&fd, SeekFrom::Hole(beyond)), Err(Errno::NXIO));
    }
    let empty = memory();
    assert_eq!(io::lseek(&empty, SeekFrom::Data(0)), Err(Errno::NXIO));
    assert_eq!(io::lseek(&empty, SeekFrom::Hole(0)), Err(Errno::NXIO));
}

#[test]
fn errors() {
    let fd = memory();
    for to in [
        SeekFrom::Start(1 << 63),
        SeekFrom::Start(u64::MAX),
        SeekFrom::Current(-1),
        SeekFrom::Current(i64::MIN),
        SeekFrom::End(-1),
    ] {
        assert_eq!(io::lseek(&fd, to), Err(Errno::INVAL), "{to:?}");
    }
    assert_eq!(io::lseek(closed(), SeekFrom::Start(0)), Err(Errno::BADF));
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::lseek(&reader, SeekFrom::Start(0)), Err(Errno::SPIPE));
}
