use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

use trapgate::Errno;
use trapgate::fd::OwnedFd;
use trapgate::io::{self, IoSlice, IoSliceMut, SeekFrom, SpliceFlags};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};

use crate::api::scratch::{FAR, closed, memory};

const NONE: SpliceFlags = SpliceFlags::empty();

fn pipe() -> (OwnedFd, OwnedFd) {
    pipe2(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).unwrap()
}

/// Reads everything in the pipe.
fn drain(reader: &OwnedFd) -> Vec<u8> {
    let mut buf = [0; 8192];
    let len = io::read(reader, &mut buf).unwrap();
    buf[..len].to_vec()
}

#[test]
fn splice_at_offsets_beyond_4_gib() {
    let (from, to) = (memory(), memory());
    assert_eq!(io::pwrite(&from, b"far away", FAR), Ok(8));
    let (reader, writer) = pipe();
    let mut off_in = FAR + 4;
    let moved = io::splice(&from, Some(&mut off_in), &writer, None, 99, NONE);
    assert_eq!((moved, off_in), (Ok(4), FAR + 8));
    let moved = io::splice(&from, Some(&mut off_in), &writer, None, 99, NONE);
    assert_eq!(moved, Ok(0), "the end of the file");
    let mut off_out = 2 * FAR;
    let flags = SpliceFlags::MOVE | SpliceFlags::MORE;
    let moved = io::splice(&reader, None, &to, Some(&mut off_out), 3, flags);
    assert_eq!((moved, off_out), (Ok(3), 2 * FAR + 3));
    for fd in [&from, &to] {
        assert_eq!(io::lseek(fd, SeekFrom::Current(0)), Ok(0), "unmoved");
    }
    assert_eq!(drain(&reader), b"y");
    let mut buf = [0; 9];
    assert_eq!(io::pread(&to, &mut buf, 2 * FAR), Ok(3));
    assert_eq!(&buf[..3], b"awa");
}

#[test]
fn splice_at_file_positions_and_between_pipes() {
    let file = memory();
    assert_eq!(io::write(&file, b"abcdef"), Ok(6));
    assert_eq!(io::lseek(&file, SeekFrom::Start(1)), Ok(1));
    let ((reader, writer), (end, begin)) = (pipe(), pipe());
    assert_eq!(io::splice(&file, None, &writer, None, 0, NONE), Ok(0));
    assert_eq!(io::splice(&file, None, &writer, None, 4, NONE), Ok(4));
    assert_eq!(io::lseek(&file, SeekFrom::Current(0)), Ok(5));
    assert_eq!(io::splice(&reader, None, &begin, None, 3, NONE), Ok(3));
    assert_eq!(drain(&end), b"bcd");
    assert_eq!(io::splice(&reader, None, &file, None, 9, NONE), Ok(1));
    let mut buf = [0; 9];
    assert_eq!(io::pread(&file, &mut buf, 0), Ok(6));
    assert_eq!(&buf[..6], b"abcdee");
    drop(writer);
    assert_eq!(io::splice(&reader, None, &begin, None, 3, NONE), Ok(0));
}

#[test]
fn what_is_written_to_the_file_meanwhile_arrives() {
    let file = memory();
    assert_eq!(io::write(&file, b"abc"), Ok(3));
    let (reader, writer) = pipe();
    let moved = io::splice(&file, Some(&mut 0), &writer, None, 3, NONE);
    assert_eq!(moved, Ok(3));
    assert_eq!(io::pwrite(&file, b"x", 1), Ok(1));
    assert_eq!(drain(&reader), b"axc");
}

#[test]
fn tee_leaves_them_there() {
    let ((reader, writer), (end, begin)) = (pipe(), pipe());
    assert_eq!(io::write(&writer, b"abcdef"), Ok(6));
    assert_eq!(io::tee(&reader, &begin, 4, NONE), Ok(4));
    assert_eq!(io::tee(&reader, &begin, 0, NONE), Ok(0));
    assert_eq!(drain(&end), b"abcd");
    assert_eq!(drain(&reader), b"abcdef");
    assert_eq!(io::tee(&reader, &begin, 1, NONE), Err(Errno::AGAIN));
    drop(writer);
    assert_eq!(io::tee(&reader, &begin, 1, NONE), Ok(0));
}

/// The pipe refers to the pages and does not copy them, which is why the function is unsafe.
#[test]
fn vmsplice_gives_pages_and_no_copies() {
    let (prot, page) = (ProtFlags::READ | ProtFlags::WRITE, 4096);
    // SAFETY: new pages; the bytes are atomic, because the kernel may read them while they change.
    let (addr, bytes) = unsafe {
        let addr = mmap_anonymous(null_mut(), page, prot, MapFlags::PRIVATE).unwrap();
        (addr, &*addr.cast::<[AtomicU8; 4096]>())
    };
    for (byte, value) in bytes.iter().zip(b"abcdef") {
        byte.store(*value, Relaxed);
    }
    let (reader, writer) = pipe();
    // SAFETY: mapped and initialised; the slices are not used after a byte changes.
    let given = unsafe {
        let part = |at: usize, len| std::slice::from_raw_parts(addr.cast::<u8>().add(at), len);
        let parts = [IoSlice::new(part(0, 2)), IoSlice::new(part(3, 3))];
        // SAFETY: the descriptor is the write end. The later change is atomic, and the test expects
        // the reader to see it.
        io::vmsplice_to_pipe(&writer, &parts, NONE)
    };
    assert_eq!(given, Ok(5));
    bytes[1].store(b'X', Relaxed);
    assert_eq!(drain(&reader), b"aXdef");

    // SAFETY: a whole page, which is not used afterwards; the descriptor is the write end.
    let given = unsafe {
        let whole = std::slice::from_raw_parts(addr.cast::<u8>(), page);
        io::vmsplice_to_pipe(&writer, &[IoSlice::new(whole)], SpliceFlags::GIFT)
    };
    assert_eq!(given, Ok(page));
    // SAFETY: the page is not used any more.
    assert_eq!(unsafe { munmap(addr, page) }, Ok(()));
    assert_eq!(
        &drain(&reader)[..6],
        b"aXcdef",
        "unmapped here, but still in the pipe"
    );
}

#[test]
fn vmsplice_fills_memory_from_the_other_end() {
    let (reader, writer) = pipe();
    assert_eq!(io::write(&writer, b"abcdef"), Ok(6));
    let (mut first, mut second) = ([0; 2], [MaybeUninit::new(9); 3]);
    let mut room = [IoSliceMut::new(&mut first), IoSliceMut::uninit(&mut second)];
    // SAFETY: the descriptor is the read end.
    let filled = unsafe { io::vmsplice_to_user(&reader, &mut room, NONE) };
    assert_eq!(filled, Ok(5));
    // SAFETY: the bytes were initialised above.
    let second = second.map(|byte| unsafe { byte.assume_init() });
    assert_eq!((&first, &second), (b"ab", b"cde"));
    assert_eq!(drain(&reader), b"f");
    let mut room = [IoSliceMut::new(&mut first)];
    // SAFETY: the descriptor is the read end.
    let fill = |room: &mut [_]| unsafe {
        // NONBLOCK of the pipe itself has no effect.
        io::vmsplice_to_user(&reader, room, SpliceFlags::NONBLOCK)
    };
    assert_eq!(fill(&mut room), Err(Errno::AGAIN));
    assert_eq!(fill(&mut []), Ok(0));
    drop(writer);
    assert_eq!(fill(&mut room), Ok(0));
}

#[test]
fn vmsplice_errors() {
    let (reader, writer) = pipe();
    // SAFETY: the write end of a pipe, another file or an error; the bytes are constants, which
    // never change.
    let give = |fd: &_, parts: &[_], flags| unsafe { io::vmsplice_to_pipe(fd, parts, flags) };
    // SAFETY: the read end of a pipe, another file or an error.
    let fill = |fd: &_, parts: &mut [_], flags| unsafe { io::vmsplice_to_user(fd, parts, flags) };
    let unknown = SpliceFlags::from_bits_retain(1 << 20);
    let (parts, mut buf) = ([IoSlice::new(b"x"); 1025], [0; 1025]);
    let mut room: Vec<_> = buf.chunks_mut(1).map(IoSliceMut::new).collect();
    assert_eq!(give(&writer, &[], NONE), Ok(0));
    assert_eq!(give(&writer, &parts[1..], unknown), Err(Errno::INVAL));
    assert_eq!(give(&writer, &parts, NONE), Err(Errno::INVAL));
    assert_eq!(give(&memory(), &parts[1..], NONE), Err(Errno::BADF));
    assert_eq!(fill(&reader, &mut room[..1], unknown), Err(Errno::INVAL));
    assert_eq!(fill(&reader, &mut room, NONE), Err(Errno::INVAL));
    let fd = closed();
    // SAFETY: the number is not an open descriptor.
    let [given, filled] = unsafe {
        [
            io::vmsplice_to_pipe(fd, &parts[..1], NONE),
            io::vmsplice_to_user(fd, &mut room[..1], NONE),
        ]
    };
    assert_eq!([given, filled], [Err(Errno::BADF); 2]);
    drop(reader);
    assert_eq!(give(&writer, &parts[..1], NONE), Err(Errno::PIPE));
}

#[test]
fn errors() {
    let (file, (reader, writer)) = (memory(), pipe());
    assert_eq!(io::write(&file, b"abc"), Ok(3));
    let unknown = SpliceFlags::from_bits_retain(16);
    let into = |mut offset: Option<u64>, flags| {
        io::splice(&file, offset.as_mut(), &writer, None, 1, flags)
    };
    assert_eq!(into(None, unknown), Err(Errno::INVAL));
    for offset in [1 << 63, u64::MAX] {
        assert_eq!(into(Some(offset), NONE), Err(Errno::INVAL));
    }
    assert_eq!(
        io::splice(&reader, Some(&mut 0), &file, None, 1, NONE),
        Err(Errno::SPIPE)
    );
    assert_eq!(
        io::splice(&file, None, memory(), None, 1, NONE),
        Err(Errno::INVAL)
    );
    assert_eq!(
        io::splice(&reader, None, &writer, None, 1, NONE),
        Err(Errno::INVAL),
        "the same pipe"
    );
    assert_eq!(
        io::splice(&reader, None, &file, None, 1, SpliceFlags::NONBLOCK),
        Err(Errno::AGAIN)
    );
    assert_eq!(io::tee(&reader, &file, 1, NONE), Err(Errno::INVAL));
    assert_eq!(io::tee(&reader, &writer, 1, NONE), Err(Errno::INVAL));
    assert_eq!(io::tee(&writer, &reader, 1, NONE), Err(Errno::BADF));
    let fd = closed();
    assert_eq!(
        io::splice(fd, None, &writer, None, 1, NONE),
        Err(Errno::BADF)
    );
    assert_eq!(
        io::splice(&reader, None, fd, None, 1, NONE),
        Err(Errno::BADF)
    );
    assert_eq!(io::tee(fd, &writer, 1, NONE), Err(Errno::BADF));
    assert_eq!(io::tee(&reader, fd, 1, NONE), Err(Errno::BADF));
    let (_, (_, begin)) = (drop(reader), pipe());
    assert_eq!(into(None, NONE), Err(Errno::PIPE));
    drop(begin);
}
