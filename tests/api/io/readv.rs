use std::mem::MaybeUninit;

use trapgate::fd::OwnedFd;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{self, IoSlice, IoSliceMut, ReadWriteFlags, SeekFrom};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::process::WaitFlags;
use trapgate::signal::Signal;
use trapgate::{Errno, Result};

use crate::api::child;
use crate::api::scratch::{FAR, closed, memory};
use crate::support::machine::before;
use crate::support::skip::skip;

const NONE: ReadWriteFlags = ReadWriteFlags::empty();

#[test]
fn writev_joins_and_readv_parts() {
    let fd = memory();
    let parts = [b"ab".as_slice(), b"", b"cdefg"].map(IoSlice::new);
    assert_eq!(io::writev(&fd, &parts), Ok(7));
    assert_eq!(parts[2].as_slice(), b"cdefg");
    assert_eq!(io::lseek(&fd, SeekFrom::Start(1)), Ok(1));

    let (mut first, mut second, mut third) = (
        [0u8; 3],
        [MaybeUninit::new(9u8); 2],
        [MaybeUninit::new(9u8); 4],
    );
    let mut room = [
        IoSliceMut::new(&mut first),
        IoSliceMut::uninit(&mut second),
        IoSliceMut::uninit(&mut third),
    ];
    assert_eq!(io::readv(&fd, &mut room), Ok(6));
    assert_eq!(&first, b"bcd");
    // SAFETY: the bytes were initialised above.
    let rest = unsafe { [second[0], second[1], third[0], third[1]].map(|b| b.assume_init()) };
    assert_eq!(rest, [b'e', b'f', b'g', 9]);
    assert_eq!(io::readv(&fd, &mut [IoSliceMut::new(&mut first)]), Ok(0));
}

#[test]
fn room_shows_its_length_alone() {
    let mut bytes = [7; 3];
    let room = IoSliceMut::new(&mut bytes);
    assert_eq!(format!("{room:?}"), "IoSliceMut { len: 3, .. }");
}

/// Writes with each of the three calls.
fn writes(fd: &OwnedFd, bufs: &[IoSlice<'_>]) -> [Result<usize>; 3] {
    [
        io::writev(fd, bufs),
        io::pwritev(fd, bufs, 0),
        io::pwritev2(fd, bufs, Some(0), NONE),
    ]
}

/// Reads with each of the three calls.
fn reads(fd: &OwnedFd, bufs: &mut [IoSliceMut<'_>]) -> [Result<usize>; 3] {
    assert_eq!(io::lseek(fd, SeekFrom::Start(0)), Ok(0));
    [
        io::readv(fd, bufs),
        io::preadv(fd, bufs, 0),
        io::preadv2(fd, bufs, Some(0), NONE),
    ]
}

#[test]
fn as_many_buffers_as_there_may_be() {
    let fd = memory();
    let bytes = [5u8; 1025];
    let parts: Vec<_> = bytes.chunks(1).map(IoSlice::new).collect();
    assert_eq!(writes(&fd, &parts), [Err(Errno::INVAL); 3]);
    assert_eq!(writes(&fd, &[]), [Ok(0); 3]);
    assert_eq!(writes(&fd, &[IoSlice::new(b"")]), [Ok(0); 3]);
    assert_eq!(fs::fstat(&fd).unwrap().size, 0);
    assert_eq!(writes(&fd, &parts[1..]), [Ok(1024); 3]);

    let mut bytes = [0u8; 1025];
    let mut room: Vec<_> = bytes.chunks_mut(1).map(IoSliceMut::new).collect();
    assert_eq!(reads(&fd, &mut room), [Err(Errno::INVAL); 3]);
    assert_eq!(reads(&fd, &mut []), [Ok(0); 3]);
    assert_eq!(reads(&fd, &mut [IoSliceMut::new(&mut [])]), [Ok(0); 3]);
    assert_eq!(reads(&fd, &mut room[1..]), [Ok(1024); 3]);
    drop(room);
    assert_eq!((bytes[0], &bytes[1..]), (0, &[5u8; 1024][..]));
}

/// 1024 buffers that are the same 4 MiB add up to 4 GiB.
#[test]
fn as_many_bytes_as_there_may_be() {
    let flags = OpenFlags::WRONLY | OpenFlags::CLOEXEC;
    let null = fs::openat(fs::CWD, c"/dev/null", flags, Mode::empty()).unwrap();
    let bytes = vec![0; 4 << 20];
    let parts = [IoSlice::new(&bytes); 1024];
    assert_eq!(writes(&null, &parts), [Ok(0x7fff_f000); 3]);
}

#[test]
fn offsets_beyond_4_gib() {
    let fd = memory();
    let parts = [IoSlice::new(b"fa"), IoSlice::new(b"r")];
    assert_eq!(io::pwritev2(&fd, &parts, Some(FAR), NONE), Ok(3));
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 3);

    assert_eq!(io::pwritev(&fd, &parts, FAR + 3), Ok(3));
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 6);

    let read = |offset, flagged| {
        let (mut first, mut second) = ([1; 1], [1; 8]);
        let mut room = [IoSliceMut::new(&mut first), IoSliceMut::new(&mut second)];
        let len = if flagged {
            io::preadv2(&fd, &mut room, Some(offset), NONE)
        } else {
            io::preadv(&fd, &mut room, offset)
        };
        [&first[..], &second].concat()[..len.unwrap()].to_vec()
    };
    for flagged in [false, true] {
        assert_eq!(read(FAR + 1, flagged), b"arfar");
        assert_eq!(read(FAR + 6, flagged), b"");
        let low = FAR & 0xffff_ffff;
        assert_eq!(read(low, flagged), [0; 9]);
    }
    assert_eq!(io::lseek(&fd, SeekFrom::Current(0)), Ok(0), "unmoved");
}

#[test]
fn without_an_offset_the_position_moves() {
    let fd = memory();
    for (offset, end) in [(None, 3), (Some(u64::MAX), 6)] {
        assert_eq!(
            io::pwritev2(&fd, &[IoSlice::new(b"abc")], offset, NONE),
            Ok(3)
        );
        assert_eq!(io::lseek(&fd, SeekFrom::Current(0)), Ok(end));
    }
    assert_eq!(io::lseek(&fd, SeekFrom::Start(2)), Ok(2));
    let mut buf = [0u8; 2];
    for (offset, bytes) in [(None, b"ca"), (Some(u64::MAX), b"bc")] {
        assert_eq!(
            io::preadv2(&fd, &mut [IoSliceMut::new(&mut buf)], offset, NONE),
            Ok(2)
        );
        assert_eq!(&buf, bytes);
    }
}

#[test]
fn flags_arrive() {
    let fd = memory();
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    let tail = [IoSlice::new(b"d")];
    assert_eq!(
        io::pwritev2(&fd, &tail, Some(0), ReadWriteFlags::APPEND),
        Ok(1)
    );
    let mut buf = [0u8; 8];
    assert_eq!(io::pread(&fd, &mut buf, 0), Ok(4));
    assert_eq!(&buf[..4], b"abcd");

    let room = &mut [IoSliceMut::new(&mut buf)];
    for flags in [
        ReadWriteFlags::from_bits_retain(1 << 30),
        ReadWriteFlags::from_bits_retain(1 << 31),
        // A file in memory does not support the flag, whether or not the kernel knows it.
        ReadWriteFlags::ATOMIC,
        ReadWriteFlags::DONTCACHE,
    ] {
        let read = io::preadv2(&fd, room, Some(0), flags);
        assert_eq!(read, Err(Errno::OPNOTSUPP), "{flags:?}");
        let written = io::pwritev2(&fd, &tail, Some(0), flags);
        assert_eq!(written, Err(Errno::OPNOTSUPP), "{flags:?}");
    }
    let all = ReadWriteFlags::HIPRI | ReadWriteFlags::DSYNC | ReadWriteFlags::SYNC;
    assert_eq!(io::preadv2(&fd, room, Some(0), all), Ok(4));
    assert_eq!(io::pwritev2(&fd, &tail, Some(3), all), Ok(1));
    let (reader, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    let nowait = ReadWriteFlags::NOWAIT;
    match io::preadv2(&reader, room, None, nowait) {
        Err(Errno::OPNOTSUPP) => before("flags_arrive", (6, 5), "no NOWAIT on a pipe"),
        read => assert_eq!(read, Err(Errno::AGAIN)),
    }
}

#[test]
fn at_the_offset_in_spite_of_append() {
    let fd = memory();
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::fcntl_setfl(&fd, OpenFlags::APPEND), Ok(()));
    let parts = [IoSlice::new(b"x")];
    assert_eq!(io::pwritev(&fd, &parts, 0), Ok(1));
    match io::pwritev2(&fd, &parts, Some(0), ReadWriteFlags::NOAPPEND) {
        Err(Errno::OPNOTSUPP) => skip("at_the_offset_in_spite_of_append", "before Linux 6.9"),
        written => assert_eq!(written, Ok(1)),
    }
    let mut buf = [0; 5];
    let len = io::pread(&fd, &mut buf, 0).unwrap();
    assert!([&b"xbcx"[..], b"abcx"].contains(&&buf[..len]), "{buf:?}");
}

#[test]
fn a_broken_pipe_without_a_signal() {
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    drop(reader);
    let child = child::start(|| {
        // SAFETY: restores the signal's default action in this child.
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
        let parts = [IoSlice::new(b"x")];
        match io::pwritev2(&writer, &parts, None, ReadWriteFlags::NOSIGNAL) {
            Err(Errno::OPNOTSUPP) => return 1,
            Err(Errno::PIPE) => {}
            _ => return 2,
        }
        let _ = io::writev(&writer, &parts);
        3
    });
    let status = child::wait(child, WaitFlags::empty());
    if status.code() == Some(1) {
        return skip("a_broken_pipe_without_a_signal", "before Linux 6.18");
    }
    assert_eq!(status.signal(), Some(Signal::PIPE), "{status:?}");
}

#[test]
fn errors() {
    let (reader, writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    let mut buf = [0u8; 1];
    let room = &mut [IoSliceMut::new(&mut buf)];
    let parts = &[IoSlice::new(b"x")];
    assert_eq!(io::preadv2(&reader, room, Some(0), NONE), Err(Errno::SPIPE));
    assert_eq!(
        io::pwritev2(&writer, parts, Some(0), NONE),
        Err(Errno::SPIPE)
    );
    assert_eq!(io::preadv(&reader, room, 0), Err(Errno::SPIPE));
    assert_eq!(io::pwritev(&writer, parts, 0), Err(Errno::SPIPE));
    let (fd, last) = (memory(), i64::MAX as u64);
    for offset in [1 << 63, u64::MAX - 1] {
        let error = Err(Errno::INVAL);
        assert_eq!(io::preadv2(&fd, room, Some(offset), NONE), error);
        assert_eq!(io::pwritev2(&fd, parts, Some(offset), NONE), error);
    }
    // For these two calls, -1 does not stand for the file position.
    for offset in [1 << 63, u64::MAX] {
        assert_eq!(io::preadv(&fd, room, offset), Err(Errno::INVAL));
        assert_eq!(io::pwritev(&fd, parts, offset), Err(Errno::INVAL));
    }
    assert_eq!(io::preadv(&fd, room, last - 1), Ok(0));
    assert_eq!(io::pwritev(&fd, parts, last), Err(Errno::INVAL));

    let fd = closed();
    assert_eq!(io::readv(fd, room), Err(Errno::BADF));
    assert_eq!(io::writev(fd, parts), Err(Errno::BADF));
    assert_eq!(io::preadv(fd, room, 0), Err(Errno::BADF));
    assert_eq!(io::pwritev(fd, parts, 0), Err(Errno::BADF));
    assert_eq!(io::preadv2(fd, room, None, NONE), Err(Errno::BADF));
    assert_eq!(io::pwritev2(fd, parts, None, NONE), Err(Errno::BADF));
}
