use trapgate::Errno;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, SeekFrom};
use trapgate::io::{PipeFlags, pipe2};

use crate::api::scratch::{Dir, FAR, closed, memory};

#[test]
fn from_an_offset_beyond_4_gib() {
    let (from, to) = (memory(), memory());
    assert_eq!(io::pwrite(&from, b"far away", FAR), Ok(8));
    let mut offset = FAR + 4;
    assert_eq!(io::sendfile(&to, &from, Some(&mut offset), 3), Ok(3));
    assert_eq!(offset, FAR + 7);
    assert_eq!(io::sendfile(&to, &from, Some(&mut offset), 100), Ok(1));
    assert_eq!(io::sendfile(&to, &from, Some(&mut offset), 100), Ok(0));
    assert_eq!(offset, FAR + 8);
    assert_eq!(io::lseek(&from, SeekFrom::Current(0)), Ok(0), "unmoved");
    assert_eq!(io::lseek(&to, SeekFrom::Current(0)), Ok(4));
    let mut buf = [0; 9];
    assert_eq!(io::pread(&to, &mut buf, 0), Ok(4));
    assert_eq!(&buf[..4], b"away");
}

#[test]
fn from_the_file_position() {
    let (from, to) = (memory(), memory());
    assert_eq!(io::pwrite(&from, b"abcdef", 0), Ok(6));
    assert_eq!(io::lseek(&from, SeekFrom::Start(1)), Ok(1));
    assert_eq!(io::lseek(&to, SeekFrom::Start(FAR)), Ok(FAR));
    assert_eq!(io::sendfile(&to, &from, None, 0), Ok(0));
    assert_eq!(io::sendfile(&to, &from, None, 4), Ok(4));
    assert_eq!(io::lseek(&from, SeekFrom::Current(0)), Ok(5));
    let mut buf = [0; 9];
    assert_eq!(io::pread(&to, &mut buf, FAR), Ok(4));
    assert_eq!(&buf[..4], b"bcde");
}

#[test]
fn to_a_pipe_and_no_more_than_fits() {
    let from = memory();
    assert_eq!(fs::ftruncate(&from, 1 << 20), Ok(()));
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).unwrap();
    let sent = io::sendfile(&writer, &from, None, 1 << 20).unwrap();
    assert!(sent > 0 && sent < 1 << 20, "{sent}");
    assert_eq!(io::sendfile(&writer, &from, None, 1), Err(Errno::AGAIN));
    let mut buf = [1; 100];
    assert_eq!(io::read(&reader, &mut buf), Ok(100));
    assert_eq!(buf, [0; 100]);
    drop(reader);
    assert_eq!(io::sendfile(&writer, &from, None, 1), Err(Errno::PIPE));
}

#[test]
fn no_more_than_the_kernel_does_at_once() {
    let from = memory();
    assert_eq!(fs::ftruncate(&from, FAR), Ok(()));
    let flags = OpenFlags::WRONLY | OpenFlags::CLOEXEC;
    let null = fs::openat(fs::CWD, c"/dev/null", flags, Mode::empty()).unwrap();
    let most = i32::MAX as usize;
    assert_eq!(io::sendfile(&null, &from, None, most), Ok(0x7fff_f000));
    assert_eq!(
        io::lseek(&from, SeekFrom::Current(0)),
        Ok(0x7fff_f000),
        "the position has advanced this far"
    );
}

#[test]
fn errors() {
    let (from, to) = (memory(), memory());
    assert_eq!(io::write(&from, b"abc"), Ok(3));
    for offset in [1 << 63, u64::MAX] {
        let mut given = offset;
        let sent = io::sendfile(&to, &from, Some(&mut given), 1);
        assert_eq!((sent, given), (Err(Errno::INVAL), offset));
    }
    let mut last = i64::MAX as u64;
    assert_eq!(
        io::sendfile(&to, &from, Some(&mut last), 1),
        Err(Errno::INVAL)
    );
    #[cfg(target_pointer_width = "64")]
    assert_eq!(
        io::sendfile(&to, &from, None, usize::MAX),
        Err(Errno::INVAL)
    );
    assert_eq!(io::sendfile(closed(), &from, None, 1), Err(Errno::BADF));
    assert_eq!(io::sendfile(&to, closed(), None, 1), Err(Errno::BADF));
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::sendfile(&reader, &from, None, 1), Err(Errno::BADF));
    assert_eq!(
        io::sendfile(&writer, &reader, Some(&mut 0), 1),
        Err(Errno::SPIPE)
    );
    let dir = Dir::new();
    let flags = OpenFlags::WRONLY | OpenFlags::CREAT | OpenFlags::APPEND | OpenFlags::CLOEXEC;
    let end = fs::openat(dir.fd(), c"file", flags, Mode::RUSR).unwrap();
    assert_eq!(io::sendfile(&end, &from, None, 1), Err(Errno::INVAL));
}
