use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::slice;

use trapgate::fd::AsFd as _;
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};
use trapgate::{Errno, io};

use crate::api::scratch::{FAR, closed, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

#[test]
fn read_fills_and_moves() {
    if !proc("read_fills_and_moves") {
        return;
    }
    let flags = OpenFlags::RDONLY | OpenFlags::CLOEXEC;
    let fd = fs::openat(fs::CWD, c"/proc/self/cmdline", flags, Mode::empty()).unwrap();
    let mut first = [0u8; 4];
    assert_eq!(io::read(&fd, &mut first), Ok(4));
    let mut rest = [MaybeUninit::<u8>::uninit(); 4096];
    let filled = io::read(fd.as_fd(), &mut rest).unwrap();
    let all = std::fs::read("/proc/self/cmdline").unwrap();
    assert_eq!([&first[..], filled].concat(), all);
    assert_eq!(io::read(&fd, &mut rest).unwrap(), &[] as &[u8]);
}

#[test]
fn read_fills_only_what_there_is() {
    let fd = memory();
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::lseek(&fd, io::SeekFrom::Start(1)), Ok(1));
    let mut buf = [7u8; 5];
    assert_eq!(io::read(&fd, &mut buf), Ok(2));
    assert_eq!(&buf, b"bc\x07\x07\x07");
    let mut room = [MaybeUninit::new(7u8); 5];
    assert_eq!(io::pread(&fd, &mut room[1..], 0).unwrap(), b"abc");
    // SAFETY: initialised above.
    let untouched = unsafe { [room[0].assume_init(), room[4].assume_init()] };
    assert_eq!(untouched, [7, 7]);
}

#[test]
fn empty_buffers() {
    let fd = memory();
    assert_eq!(io::write(&fd, b""), Ok(0));
    assert_eq!(io::pwrite(&fd, b"", FAR), Ok(0));
    assert_eq!(fs::fstat(&fd).unwrap().size, 0);
    assert_eq!(io::write(&fd, b"abc"), Ok(3));
    assert_eq!(io::pread(&fd, &mut [0u8; 0], 0), Ok(0));
    let mut none: [MaybeUninit<u8>; 0] = [];
    assert_eq!(io::pread(&fd, &mut none, 0).unwrap(), &mut []);
}

#[test]
fn pwrite_and_pread_beyond_4_gib() {
    let fd = memory();
    assert_eq!(io::pwrite(&fd, b"far", FAR), Ok(3));
    assert_eq!(fs::fstat(&fd).unwrap().size, FAR + 3);
    let mut buf = [1u8; 4];
    assert_eq!(io::pread(&fd, &mut buf, FAR), Ok(3));
    assert_eq!(&buf[..3], b"far");
    assert_eq!(io::pread(&fd, &mut buf, FAR - 1), Ok(4));
    assert_eq!(&buf, b"\0far");
    // The offset without its upper word.
    assert_eq!(io::pread(&fd, &mut buf, FAR & 0xffff_ffff), Ok(4));
    assert_eq!(buf, [0; 4]);
    assert_eq!(io::pread(&fd, &mut buf, FAR + 3), Ok(0));
    assert_eq!(io::lseek(&fd, io::SeekFrom::Current(0)), Ok(0), "unmoved");
}

#[test]
fn offsets_that_no_file_has() {
    let fd = memory();
    for offset in [u64::MAX, 1 << 63] {
        assert_eq!(io::pread(&fd, &mut [0u8; 8], offset), Err(Errno::INVAL));
        assert_eq!(io::pwrite(&fd, b"x", offset), Err(Errno::INVAL));
    }
    let last = i64::MAX as u64;
    assert_eq!(io::pread(&fd, &mut [0u8; 8], last - 8), Ok(0));
    assert_eq!(io::pwrite(&fd, b"x", last), Err(Errno::INVAL));
}

/// A buffer larger than one call can fill. It maps the same 2 MiB many times, so it needs no more
/// memory than that.
#[test]
fn as_many_bytes_as_there_may_be() {
    let (len, piece) = (1 << 31, 2 << 20);
    let fd = memory();
    assert_eq!(fs::ftruncate(&fd, piece as u64), Ok(()));
    let (prot, shared) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED);
    let none = (ProtFlags::empty(), MapFlags::PRIVATE | MapFlags::NORESERVE);
    // SAFETY: new mappings; only the first of them is mapped over.
    let addr = unsafe {
        let addr = match mmap_anonymous(null_mut(), len, none.0, none.1) {
            Err(Errno::NOMEM) => {
                return skip("as_many_bytes_as_there_may_be", "no 2 GiB of address space");
            }
            addr => addr.unwrap(),
        };
        for at in (0..len).step_by(piece) {
            let at = addr.byte_add(at);
            mmap(at, piece, prot, shared | MapFlags::FIXED, &fd, 0).unwrap();
        }
        addr
    };
    let flags = OpenFlags::RDWR | OpenFlags::CLOEXEC;
    let open = |path| fs::openat(fs::CWD, path, flags, Mode::empty()).unwrap();
    let (zero, null) = (open(c"/dev/zero"), open(c"/dev/null"));
    // SAFETY: mapped, at most `isize::MAX` long, and nothing else refers to it. The bytes need not
    // be initialised, and the two slices never exist at the same time.
    let room = || unsafe { slice::from_raw_parts_mut(addr.cast::<MaybeUninit<u8>>(), len - 1) };
    assert_eq!(io::read(&zero, room()).unwrap().len(), 0x7fff_f000);
    assert_eq!(io::pread(&zero, room(), 0).unwrap().len(), 0x7fff_f000);
    // SAFETY: as above; the kernel has written all of it.
    let bytes = unsafe { slice::from_raw_parts(addr.cast::<u8>(), len - 1) };
    assert_eq!(io::write(&null, bytes), Ok(0x7fff_f000));
    assert_eq!(io::pwrite(&null, bytes, 0), Ok(0x7fff_f000));
    // SAFETY: nothing refers to the mapping any more.
    assert_eq!(unsafe { munmap(addr, len) }, Ok(()));
}

#[test]
fn errors() {
    let fd = closed();
    assert_eq!(io::read(fd, &mut [0u8; 1]), Err(Errno::BADF));
    assert_eq!(io::write(fd, b"x"), Err(Errno::BADF));
    assert_eq!(io::pread(fd, &mut [0u8; 1], 0), Err(Errno::BADF));
    assert_eq!(io::pwrite(fd, b"x", 0), Err(Errno::BADF));

    let flags = OpenFlags::DIRECTORY | OpenFlags::CLOEXEC;
    let dir = fs::openat(fs::CWD, c"/", flags, Mode::empty()).unwrap();
    assert_eq!(io::read(&dir, &mut [0u8; 1]), Err(Errno::ISDIR));

    let (reader, writer) = pipe2(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).unwrap();
    assert_eq!(io::read(&reader, &mut [0u8; 1]), Err(Errno::AGAIN));
    assert_eq!(io::read(&writer, &mut [0u8; 1]), Err(Errno::BADF));
    assert_eq!(io::write(&reader, b"x"), Err(Errno::BADF));
    assert_eq!(io::pread(&reader, &mut [0u8; 1], 0), Err(Errno::SPIPE));
    assert_eq!(io::pwrite(&writer, b"x", 0), Err(Errno::SPIPE));
    drop(reader);
    assert_eq!(io::write(&writer, b"x"), Err(Errno::PIPE));
}
