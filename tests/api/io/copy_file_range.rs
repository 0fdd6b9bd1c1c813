use trapgate::Errno;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, SeekFrom};
use trapgate::io::{PipeFlags, pipe2};

use crate::api::scratch::{Dir, FAR, closed, memory};

#[test]
fn between_offsets_beyond_4_gib() {
    let (from, to) = (memory(), memory());
    assert_eq!(io::pwrite(&from, b"far away", FAR), Ok(8));
    let (mut off_in, mut off_out) = (FAR + 4, 2 * FAR);
    let copied = io::copy_file_range(&from, Some(&mut off_in), &to, Some(&mut off_out), 3);
    assert_eq!(copied, Ok(3));
    assert_eq!((off_in, off_out), (FAR + 7, 2 * FAR + 3));
    let copied = io::copy_file_range(&from, Some(&mut off_in), &to, Some(&mut off_out), 9);
    assert_eq!(copied, Ok(1));
    let copied = io::copy_file_range(&from, Some(&mut off_in), &to, Some(&mut off_out), 9);
    assert_eq!((copied, off_in), (Ok(0), FAR + 8));
    for fd in [&from, &to] {
        assert_eq!(io::lseek(fd, SeekFrom::Current(0)), Ok(0), "unmoved");
    }
    let mut buf = [0; 9];
    assert_eq!(io::pread(&to, &mut buf, 2 * FAR), Ok(4));
    assert_eq!(&buf[..4], b"away");
}

#[test]
fn between_file_positions() {
    let dir = Dir::new();
    std::fs::write(dir.path().join("from"), "abcdef").unwrap();
    let flags = OpenFlags::RDONLY | OpenFlags::CLOEXEC;
    let from = fs::openat(dir.fd(), c"from", flags, Mode::empty()).unwrap();
    let flags = OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::CLOEXEC;
    let to = fs::openat(dir.fd(), c"to", flags, Mode::RUSR).unwrap();
    assert_eq!(io::lseek(&from, SeekFrom::Start(1)), Ok(1));
    assert_eq!(io::copy_file_range(&from, None, &to, None, 0), Ok(0));
    assert_eq!(io::copy_file_range(&from, None, &to, None, 2), Ok(2));
    let mut off_out = 7;
    assert_eq!(
        io::copy_file_range(&from, None, &to, Some(&mut off_out), 99),
        Ok(3)
    );
    assert_eq!(off_out, 10);
    assert_eq!(io::lseek(&from, SeekFrom::Current(0)), Ok(6));
    assert_eq!(io::lseek(&to, SeekFrom::Current(0)), Ok(2));
    let copied = std::fs::read(dir.path().join("to")).unwrap();
    assert_eq!(copied, b"bc\0\0\0\0\0def");
}

#[test]
fn within_one_file() {
    let fd = memory();
    assert_eq!(io::write(&fd, b"abcdef"), Ok(6));
    let (mut off_in, mut off_out) = (0, 2);
    let copied = io::copy_file_range(&fd, Some(&mut off_in), &fd, Some(&mut off_out), 3);
    assert_eq!(copied, Err(Errno::INVAL), "the ranges overlap");
    let copied = io::copy_file_range(&fd, Some(&mut off_in), &fd, Some(&mut off_out), 2);
    assert_eq!(copied, Ok(2));
    let mut buf = [0; 9];
    assert_eq!(io::pread(&fd, &mut buf, 0), Ok(6));
    assert_eq!(&buf[..6], b"ababef");
}

#[test]
fn errors() {
    let (from, to) = (memory(), memory());
    assert_eq!(io::write(&from, b"abc"), Ok(3));
    let copy = |mut off_in, mut off_out, len| {
        io::copy_file_range(&from, Some(&mut off_in), &to, Some(&mut off_out), len)
    };
    for offset in [1 << 63, u64::MAX - 9] {
        assert_eq!(copy(offset, 0, 1), Err(Errno::INVAL), "{offset:#x}");
        assert_eq!(copy(0, offset, 1), Err(Errno::INVAL), "{offset:#x}");
    }
    let last = i64::MAX as u64;
    assert_eq!(copy(last, 0, 1), Ok(0), "the end of the file");
    assert_eq!(copy(0, last, 1), Err(Errno::FBIG));
    #[cfg(target_pointer_width = "64")]
    {
        assert_eq!(copy(1, 0, usize::MAX), Err(Errno::OVERFLOW));
        assert_eq!(copy(0, 1, usize::MAX), Err(Errno::OVERFLOW));
    }
    assert_eq!(copy(0, 0, usize::MAX), Ok(3));

    let fd = closed();
    assert_eq!(
        io::copy_file_range(fd, None, &to, None, 1),
        Err(Errno::BADF)
    );
    assert_eq!(
        io::copy_file_range(&from, None, fd, None, 1),
        Err(Errno::BADF)
    );
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(
        io::copy_file_range(&reader, None, &to, None, 1),
        Err(Errno::INVAL)
    );
    assert_eq!(
        io::copy_file_range(&from, None, &writer, None, 1),
        Err(Errno::INVAL)
    );
    let dir = Dir::new();
    assert_eq!(
        io::copy_file_range(dir.fd(), None, &to, None, 1),
        Err(Errno::ISDIR)
    );
}
