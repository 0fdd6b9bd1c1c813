use std::mem::MaybeUninit;

use trapgate::event::{PipeFlags, pipe2};
use trapgate::io::{self, IoSlice, IoSliceMut, ReadWriteFlags, SeekFrom};
use trapgate::{Errno, fs};

use crate::api::scratch::{FAR, closed, memory};

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
    // SAFETY: initialised above, and filled since.
    let rest = unsafe { [second[0], second[1], third[0], third[1]].map(|b| b.assume_init()) };
    assert_eq!(rest, [b'e', b'f', b'g', 9]);
    assert_eq!(io::readv(&fd, &mut [IoSliceMut::new(&mut first)]), Ok(0));
}

#[test]
fn as_many_buffers_as_there_may_be() {
    let fd = memory();
    let bytes = [5u8; 1025];
    let parts: Vec<_> = bytes.chunks(1).map(IoSlice::new).collect();
    assert_eq!(io::writev(&fd, &parts), Err(Errno::INVAL));
    assert_eq!(io::writev(&fd, &parts[1..]), Ok(1024));
    assert_eq!(io::writev(&fd, &[]), Ok(0));
    assert_eq!(io::lseek(&fd, SeekFrom::Start(0)), Ok(0));

    let mut bytes = [0u8; 1025];
    let mut room: Vec<_> = bytes.chunks_mut(1).map(IoSliceMut::new).collect();
    assert_eq!(io::readv(&fd, &mut room), Err(Errno::INVAL));
    assert_eq!(io::readv(&fd, &mut []), Ok(0));
    assert_eq!(io::readv(&fd, &mut room[1..]), Ok(1024));
    drop(room);
    assert_eq!((bytes[0], &bytes[1..]), (0, &[5u8; 1024][..]));
}

#[test]
fn offsets_beyond_4_gib() {
    let fd = memory();
    let parts = [IoSlice::new(b"fa"), IoSlice::new(b"r")];
    assert_eq!(io::pwritev2(&fd, &parts, Some(FAR), NONE), Ok(3));
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 3);

    let (mut first, mut second) = ([0u8; 1], [0u8; 8]);
    let mut room = [IoSliceMut::new(&mut first), IoSliceMut::new(&mut second)];
    assert_eq!(io::preadv2(&fd, &mut room, Some(FAR), NONE), Ok(3));
    let low = Some(FAR & 0xffff_ffff);
    assert_eq!((&first, &second), (b"f", b"ar\0\0\0\0\0\0"));
    let mut room = [IoSliceMut::new(&mut first), IoSliceMut::new(&mut second)];
    assert_eq!(io::preadv2(&fd, &mut room, low, NONE), Ok(9));
    assert_eq!((&first, &second), (&[0], &[0; 8]));
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

    let unknown = ReadWriteFlags::from_bits_retain(1 << 30);
    let room = &mut [IoSliceMut::new(&mut buf)];
    assert_eq!(
        io::preadv2(&fd, room, Some(0), unknown),
        Err(Errno::OPNOTSUPP)
    );
    assert_eq!(
        io::pwritev2(&fd, &tail, Some(0), unknown),
        Err(Errno::OPNOTSUPP)
    );
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
    assert_eq!(
        io::preadv2(memory(), room, Some(1 << 63), NONE),
        Err(Errno::INVAL)
    );
    assert_eq!(
        io::pwritev2(memory(), parts, Some(1 << 63), NONE),
        Err(Errno::INVAL)
    );

    let fd = closed();
    assert_eq!(io::readv(fd, room), Err(Errno::BADF));
    assert_eq!(io::writev(fd, parts), Err(Errno::BADF));
    assert_eq!(io::preadv2(fd, room, None, NONE), Err(Errno::BADF));
    assert_eq!(io::pwritev2(fd, parts, None, NONE), Err(Errno::BADF));
}
