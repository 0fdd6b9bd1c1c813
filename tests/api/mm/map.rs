use std::ffi::c_void;
use std::ptr::null_mut;

use trapgate::mm::{
    Advice, MapFlags, MremapFlags, ProtFlags, madvise, mmap, mmap_anonymous, mprotect, mremap,
    munmap,
};
use trapgate::types::fd::OwnedFd;
use trapgate::{Errno, event, io};

use crate::api::child;

const PAGE: usize = 4096;
const RW: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// An empty file in memory of this length.
fn file(len: u64) -> OwnedFd {
    // SAFETY: plain calls of libc; the descriptor is new.
    unsafe {
        let fd = libc::memfd_create(c"mm".as_ptr(), 0);
        assert!(fd >= 0 && libc::ftruncate64(fd, len as i64) == 0);
        OwnedFd::from_raw_fd(fd)
    }
}

/// Fresh pages.
fn pages(count: usize) -> *mut u8 {
    // SAFETY: a new mapping takes nothing from anybody.
    let addr = unsafe { mmap_anonymous(null_mut(), count * PAGE, RW, MapFlags::PRIVATE) };
    addr.unwrap().cast()
}

/// Takes pages away.
fn unmap(addr: *mut u8, count: usize) {
    // SAFETY: the pages are the test's own, and it is done with them.
    assert_eq!(unsafe { munmap(addr.cast(), count * PAGE) }, Ok(()));
}

/// Whether the kernel can write there: it answers where the program would get `SIGSEGV`.
fn writable(addr: *mut u8) -> bool {
    let (reader, writer) = event::pipe2(event::PipeFlags::NONBLOCK).unwrap();
    assert_eq!(io::write(&writer, b"x"), Ok(1));
    // SAFETY: never looked at as a slice: the address goes to the kernel, which answers if it cannot write there.
    match unsafe { libc::read(reader.as_raw_fd(), addr.cast(), 1) } {
        1 => true,
        _ => {
            let error = std::io::Error::last_os_error();
            assert_eq!(error.raw_os_error(), Some(libc::EFAULT));
            false
        }
    }
}

#[test]
fn mmap_shares_a_file() {
    let fd = file(2 * PAGE as u64);
    // SAFETY: a new mapping of a file that is this test's own.
    let both = unsafe { mmap(null_mut(), 2 * PAGE, RW, MapFlags::SHARED, &fd, 0) };
    let both = both.unwrap().cast::<u8>();
    // SAFETY: as above.
    let second = unsafe {
        mmap(
            null_mut(),
            PAGE,
            ProtFlags::READ,
            MapFlags::PRIVATE,
            &fd,
            PAGE as u64,
        )
    };
    let second = second.unwrap().cast::<u8>();
    // SAFETY: inside the two mappings.
    unsafe {
        assert_eq!(second.read(), 0);
        both.add(PAGE).write_volatile(7);
        assert_eq!(second.read_volatile(), 7);
    }
    let mut byte = [0];
    assert_eq!(io::pread(&fd, &mut byte, PAGE as u64), Ok(1));
    assert_eq!(byte, [7]);
    unmap(both, 2);
    unmap(second, 1);
}

#[test]
fn mmap_beyond_4_gib() {
    let offset = (4 << 30) + 2 * PAGE as u64;
    let fd = file(offset + PAGE as u64);
    // SAFETY: a new mapping of a file that is this test's own.
    let addr = unsafe { mmap(null_mut(), PAGE, RW, MapFlags::SHARED, &fd, offset) };
    let addr = addr.unwrap().cast::<u8>();
    // SAFETY: inside the mapping.
    unsafe { addr.add(5).write_volatile(9) };
    let mut bytes = [1; 2];
    assert_eq!(io::pread(&fd, &mut bytes, offset + 5), Ok(2));
    assert_eq!(bytes, [9, 0]);
    assert_eq!(io::pread(&fd, &mut bytes, 2 * PAGE as u64 + 5), Ok(2));
    assert_eq!(bytes, [0, 0]);
    unmap(addr, 1);
}

#[test]
fn mmap_offsets_that_do_not_fit() {
    let fd = file(PAGE as u64);
    // SAFETY: a new mapping, if there is any.
    let map = |offset| unsafe { mmap(null_mut(), PAGE, RW, MapFlags::SHARED, &fd, offset) };
    assert_eq!(map(1), Err(Errno::INVAL));
    assert_eq!(map(4095), Err(Errno::INVAL));
    assert_eq!(map((4 << 30) + 512), Err(Errno::INVAL));
    assert_eq!(map(u64::MAX), Err(Errno::INVAL));
    // 2^32 pages: one more than a register of i686 can say, where it would else be the start of the file.
    match map(1 << 44) {
        Ok(addr) => {
            assert_eq!(usize::BITS, 64);
            unmap(addr.cast(), 1);
        }
        Err(error) => assert_eq!((usize::BITS, error), (32, Errno::INVAL)),
    }
}

#[test]
fn mmap_errors() {
    let fd = file(0);
    // SAFETY: new mappings, if there are any.
    unsafe {
        let map = |len, flags| mmap(null_mut(), len, RW, flags, &fd, 0);
        assert_eq!(map(0, MapFlags::SHARED), Err(Errno::INVAL));
        assert_eq!(map(PAGE, MapFlags::empty()), Err(Errno::INVAL));
        assert_eq!(map(usize::MAX, MapFlags::SHARED), Err(Errno::NOMEM));
        let unknown = MapFlags::SHARED_VALIDATE | MapFlags::from_bits_retain(1 << 25);
        assert_eq!(map(PAGE, unknown), Err(Errno::OPNOTSUPP));
        let (reader, _writer) = event::pipe2(event::PipeFlags::empty()).unwrap();
        let pipe = mmap(null_mut(), PAGE, RW, MapFlags::PRIVATE, &reader, 0);
        assert_eq!(pipe, Err(Errno::ACCES).or(Err(Errno::NODEV)));
    }
}

#[test]
fn mmap_anonymous_is_zeros_where_asked() {
    let addr = pages(3);
    // SAFETY: inside the mapping, and then over its own middle page.
    unsafe {
        assert!((0..3 * PAGE).all(|at| addr.add(at).read() == 0));
        addr.add(PAGE).write(1);
        let middle = addr.add(PAGE).cast::<c_void>();
        let taken = MapFlags::PRIVATE | MapFlags::FIXED_NOREPLACE;
        assert_eq!(mmap_anonymous(middle, PAGE, RW, taken), Err(Errno::EXIST));
        let over = mmap_anonymous(middle, PAGE, RW, MapFlags::PRIVATE | MapFlags::FIXED);
        assert_eq!(over, Ok(middle));
        assert_eq!(addr.add(PAGE).read_volatile(), 0);
        assert_eq!(
            mmap_anonymous(null_mut(), 0, RW, MapFlags::PRIVATE),
            Err(Errno::INVAL)
        );
    }
    unmap(addr, 3);
}

/// What leaves holes in the address space runs in a child, where no other thread fills them.
#[test]
fn munmap_takes_what_it_is_told() {
    child::holds(|| {
        let addr = pages(3);
        let page = |number: usize| addr.wrapping_add(number * PAGE);
        // SAFETY: the pages are the test's own.
        let unmap = |addr: *mut u8, len| unsafe { munmap(addr.cast(), len) };
        [
            unmap(page(1), 1) == Ok(()), // rounded up to a page
            writable(page(0)),
            !writable(page(1)),
            writable(page(2)),
            unmap(page(0), 0) == Err(Errno::INVAL),
            unmap(page(0).wrapping_add(1), PAGE) == Err(Errno::INVAL),
            unmap(page(0), usize::MAX) == Err(Errno::INVAL),
            unmap(page(0), 3 * PAGE) == Ok(()), // a hole is no error
            !writable(page(0)),
            !writable(page(2)),
        ]
    });
}

#[test]
fn mprotect_takes_and_gives() {
    child::holds(|| {
        let (first, none) = (pages(2), ProtFlags::empty());
        let second = first.wrapping_add(PAGE);
        // SAFETY: nobody else knows these pages.
        let protect = |addr: *mut u8, len, prot| unsafe { mprotect(addr.cast(), len, prot) };
        [
            protect(second, PAGE, ProtFlags::READ) == Ok(()),
            writable(first) && !writable(second),
            protect(second, 1, RW) == Ok(()),
            writable(second),
            protect(first, 2 * PAGE, none) == Ok(()),
            !writable(first) && !writable(second),
            protect(first.wrapping_add(1), PAGE, RW) == Err(Errno::INVAL),
            protect(first, PAGE, ProtFlags::from_bits_retain(1 << 30)) == Err(Errno::INVAL),
            protect(first, 0, RW) == Ok(()),
            !writable(first),
            // SAFETY: as above.
            unsafe { munmap(second.cast(), PAGE) } == Ok(()),
            protect(first, 2 * PAGE, RW) == Err(Errno::NOMEM),
        ]
    });
}

#[test]
fn madvise_drops_content() {
    child::holds(|| {
        let first = pages(2);
        let second = first.wrapping_add(PAGE);
        // SAFETY: the pages are the test's own, and it has no reference to them.
        let advise = |addr: *mut u8, len, advice| unsafe { madvise(addr.cast(), len, advice) };
        // SAFETY: inside the mapping.
        let byte = |addr: *mut u8| unsafe { addr.read_volatile() };
        // SAFETY: inside the mapping.
        unsafe {
            first.write_volatile(1);
            second.write_volatile(2);
        }
        [
            advise(first, PAGE, Advice::DONTNEED) == Ok(()),
            byte(first) == 0 && byte(second) == 2,
            advise(first, 2 * PAGE, Advice::WILLNEED) == Ok(()),
            advise(first, 0, Advice::NORMAL) == Ok(()),
            advise(first, PAGE, Advice::from_raw(-1)) == Err(Errno::INVAL),
            advise(first.wrapping_add(1), PAGE, Advice::NORMAL) == Err(Errno::INVAL),
            // SAFETY: the test is done with the page.
            unsafe { munmap(second.cast(), PAGE) } == Ok(()),
            advise(first, 2 * PAGE, Advice::NORMAL) == Err(Errno::NOMEM),
        ]
    });
    let names = (Advice::COLLAPSE, Advice::from_raw(77));
    assert_eq!(format!("{names:?}"), "(Advice::COLLAPSE, Advice(77))");
}

#[test]
fn mremap_grows_and_moves() {
    child::holds(|| {
        let (none, may) = (MremapFlags::empty(), MremapFlags::MAYMOVE);
        // SAFETY: the pages are this test's own, and it goes on with the address that it gets.
        let remap = |old: *mut u8, old_len: usize, len: usize, flags, new: *mut u8| unsafe {
            let (old_len, len) = (old_len * PAGE, len * PAGE);
            mremap(old.cast(), old_len, len, flags, new.cast()).map(<*mut c_void>::cast::<u8>)
        };
        // SAFETY: for pages that are there.
        let byte = |addr: *mut u8| unsafe { addr.read_volatile() };
        let first = pages(2);
        let second = first.wrapping_add(PAGE);
        // SAFETY: inside the mapping.
        unsafe { first.write_volatile(3) };

        let stuck = remap(first, 1, 2, none, null_mut()); // the second page is in the way
        let grown = remap(first, 1, 9, may, null_mut()).unwrap_or(second);
        let content = (byte(grown), byte(grown.wrapping_add(8 * PAGE)));
        let there = (writable(first), writable(second));
        let moved = remap(grown, 1, 1, may | MremapFlags::FIXED, second);
        let tail = grown.wrapping_add(PAGE);
        let shrunk = remap(tail, 8, 1, none, null_mut());
        let rest = (writable(tail), writable(tail.wrapping_add(PAGE)));
        [
            stuck == Err(Errno::NOMEM),
            grown != first && grown != second,
            content == (3, 0),
            there == (false, true),
            moved == Ok(second),
            byte(second) == 3,
            shrunk == Ok(tail),
            rest == (true, false),
            remap(first, 1, 2, may, null_mut()) == Err(Errno::FAULT),
            // Content moves, the range stays.
            remap(second, 1, 1, may | MremapFlags::DONTUNMAP, null_mut()).map(byte) == Ok(3),
            byte(second) == 0,
            remap(second, 1, 0, may, null_mut()) == Err(Errno::INVAL),
            remap(second, 1, 1, MremapFlags::FIXED, first) == Err(Errno::INVAL),
        ]
    });
}
