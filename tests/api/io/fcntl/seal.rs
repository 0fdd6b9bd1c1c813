use std::ptr::null_mut;

use trapgate::fd::OwnedFd;
use trapgate::fs::{self, MemfdFlags, Mode, OpenFlags};
use trapgate::io::{self, SealFlags};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::mm::{MapFlags, ProtFlags, mmap, munmap};
use trapgate::{Errno, mm};

use super::again;
use crate::api::scratch::{Dir, FAR, closed, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

const PAGE: usize = 4096;
const RW: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// Makes a file of one page in memory that can be sealed.
fn file() -> OwnedFd {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let fd = fs::memfd_create(c"seal", flags).unwrap();
    assert_eq!(fs::ftruncate(&fd, PAGE as u64), Ok(()));
    fd
}

#[test]
fn add_seals_forbids() {
    let fd = file();
    let mut all = SealFlags::empty();
    assert_eq!(io::fcntl_get_seals(&fd), Ok(all));
    assert_eq!(
        io::fcntl_add_seals(&fd, all),
        Ok(()),
        "adding no seal is not an error"
    );
    let longer = || fs::ftruncate(&fd, FAR);
    let shorter = || fs::ftruncate(&fd, 1);
    let write = || io::pwrite(&fd, b"x", 0);
    assert_eq!((longer(), shorter()), (Ok(()), Ok(())));
    for (seal, longer_now, shorter_now, write_now) in [
        (SealFlags::SHRINK, Ok(()), Err(Errno::PERM), Ok(1)),
        (SealFlags::GROW, Ok(()), Err(Errno::PERM), Ok(1)),
        (SealFlags::WRITE, Ok(()), Err(Errno::PERM), Err(Errno::PERM)),
    ] {
        // The file can grow until the seal is added, and then keeps its length.
        assert_eq!(io::fcntl_add_seals(&fd, seal), Ok(()));
        all |= seal;
        assert_eq!(io::fcntl_get_seals(&fd), Ok(all));
        assert_eq!(longer(), longer_now, "{seal:?}");
        assert_eq!(shorter(), shorter_now, "{seal:?}");
        assert_eq!(write(), write_now, "{seal:?}");
    }
    assert_eq!(fs::ftruncate(&fd, FAR + 1), Err(Errno::PERM));
    assert_eq!(io::fcntl_add_seals(&fd, SealFlags::SEAL), Ok(()));
    let grow = SealFlags::GROW;
    assert_eq!(io::fcntl_add_seals(&fd, grow), Err(Errno::PERM));
    assert_eq!(io::fcntl_get_seals(&fd), Ok(all | SealFlags::SEAL));
}

#[test]
fn add_seals_to_what_is_mapped() {
    let fd = file();
    // SAFETY: a new mapping of a file that only this test uses.
    let page = unsafe { mmap(null_mut(), PAGE, RW, MapFlags::SHARED, &fd, 0) };
    let page = page.unwrap().cast::<u8>();
    let write = SealFlags::WRITE;
    assert_eq!(io::fcntl_add_seals(&fd, write), Err(Errno::BUSY));
    let future = SealFlags::FUTURE_WRITE;
    assert_eq!(io::fcntl_add_seals(&fd, future), Ok(()));
    assert_eq!(io::fcntl_get_seals(&fd), Ok(future));
    assert_eq!(io::pwrite(&fd, b"x", 0), Err(Errno::PERM));
    let mut byte = [0];
    // SAFETY: mapped for writing, and no reference to the page exists.
    unsafe { page.write_volatile(7) };
    assert_eq!(io::pread(&fd, &mut byte, 0), Ok(1));
    assert_eq!(byte, [7]);
    // SAFETY: as above.
    let second = unsafe { mmap(null_mut(), PAGE, RW, MapFlags::SHARED, &fd, 0) };
    assert_eq!(second, Err(Errno::PERM));
    // SAFETY: the page is not used any more.
    assert_eq!(unsafe { munmap(page.cast(), PAGE) }, Ok(()));
    // A child that another test has just started may still have the page mapped.
    let sealed = (0..1000).map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(1));
        io::fcntl_add_seals(&fd, write)
    });
    let mut sealed = sealed.skip_while(|sealed| *sealed == Err(Errno::BUSY));
    assert_eq!(sealed.next(), Some(Ok(())));
    // SAFETY: as above.
    let read = unsafe { mm::mmap(null_mut(), PAGE, ProtFlags::READ, MapFlags::PRIVATE, &fd, 0) };
    // SAFETY: as above.
    assert_eq!(unsafe { munmap(read.unwrap(), PAGE) }, Ok(()));
}

#[test]
fn add_seals_of_execution() {
    let fd = file();
    assert_eq!(fs::fchmod(&fd, Mode::from_bits_retain(0o700)), Ok(()));
    match io::fcntl_add_seals(&fd, SealFlags::EXEC) {
        Err(Errno::INVAL) => return skip("add_seals_of_execution", "before Linux 6.3"),
        done => assert_eq!(done, Ok(())),
    }
    let further = SealFlags::SHRINK | SealFlags::GROW | SealFlags::WRITE | SealFlags::FUTURE_WRITE;
    assert_eq!(io::fcntl_get_seals(&fd), Ok(SealFlags::EXEC | further));
    let mode = Mode::from_bits_retain(0o600);
    assert_eq!(fs::fchmod(&fd, mode), Err(Errno::PERM));
}

#[test]
fn seal_errors() {
    if !proc("seal_errors") {
        return;
    }
    let (fd, grow) = (file(), SealFlags::GROW);
    for unknown in [0x40, 1 << 31, u32::MAX].map(SealFlags::from_bits_retain) {
        assert_eq!(io::fcntl_add_seals(&fd, unknown), Err(Errno::INVAL));
    }
    let reader = again(&fd, OpenFlags::RDONLY);
    assert_eq!(io::fcntl_add_seals(&reader, grow), Err(Errno::PERM));
    assert_eq!(io::fcntl_get_seals(&reader), Ok(SealFlags::empty()));
    assert_eq!(io::fcntl_get_seals(memory()), Ok(SealFlags::SEAL));
    assert_eq!(io::fcntl_add_seals(memory(), grow), Err(Errno::PERM));
    let (pipe, _writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    for other in [pipe, Dir::new().fd()] {
        assert_eq!(io::fcntl_get_seals(&other), Err(Errno::INVAL));
    }
    let (_reader, writer) = pipe2(PipeFlags::CLOEXEC).unwrap();
    assert_eq!(io::fcntl_add_seals(&writer, grow), Err(Errno::INVAL));
    assert_eq!(io::fcntl_get_seals(closed()), Err(Errno::BADF));
    assert_eq!(io::fcntl_add_seals(closed(), grow), Err(Errno::BADF));
}
