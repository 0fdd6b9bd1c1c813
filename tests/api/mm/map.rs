use std::ffi::c_void;
use std::ptr::null_mut;

use trapgate::mm::{MapFlags, MremapFlags, ProtFlags, mmap, mmap_anonymous, mremap, munmap};
use trapgate::{Errno, io};

use super::pages::{PAGE, RW, file, pages, shared, unmap, writable};
use crate::api::child;
use crate::api::scratch::closed;

#[test]
fn mmap_shares_a_file() {
    let fd = file(2 * PAGE as u64);
    // SAFETY: a new mapping of a file that only this test uses.
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
    // SAFETY: a new mapping of a file that only this test uses.
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
    // SAFETY: on success, a new mapping.
    let map = |offset| unsafe { mmap(null_mut(), PAGE, RW, MapFlags::SHARED, &fd, offset) };
    assert_eq!(map(1), Err(Errno::INVAL));
    assert_eq!(map(4095), Err(Errno::INVAL));
    assert_eq!(map((4 << 30) + 512), Err(Errno::INVAL));
    assert_eq!(map(u64::MAX), Err(Errno::INVAL));
    // An offset of 2^32 pages does not fit in a register of i686. Truncated, it would mean the
    // start of the file.
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
    // SAFETY: on success, new mappings.
    unsafe {
        let map = |len, flags| mmap(null_mut(), len, RW, flags, &fd, 0);
        assert_eq!(map(0, MapFlags::SHARED), Err(Errno::INVAL));
        assert_eq!(map(PAGE, MapFlags::empty()), Err(Errno::INVAL));
        assert_eq!(map(usize::MAX, MapFlags::SHARED), Err(Errno::NOMEM));
        let unknown = MapFlags::SHARED_VALIDATE | MapFlags::from_bits_retain(1 << 25);
        assert_eq!(map(PAGE, unknown), Err(Errno::OPNOTSUPP));
        let (reader, _writer) = io::pipe2(io::PipeFlags::empty()).unwrap();
        let pipe = mmap(null_mut(), PAGE, RW, MapFlags::PRIVATE, &reader, 0);
        assert_eq!(pipe, Err(Errno::NODEV));
    }
}

#[test]
fn mmap_anonymous_is_zeros_where_asked() {
    let addr = pages(3);
    // SAFETY: inside the mapping; the second call maps over its middle page.
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

/// Runs in a child, because other threads could fill the holes in the address space.
#[test]
fn munmap_takes_what_it_is_told() {
    child::holds(|| {
        let addr = pages(3);
        let page = |number: usize| addr.wrapping_add(number * PAGE);
        // SAFETY: only this test uses the pages.
        let unmap = |addr: *mut u8, len| unsafe { munmap(addr.cast(), len) };
        [
            unmap(page(1), 1) == Ok(()), // rounded up to a page
            writable(page(0)),
            !writable(page(1)),
            writable(page(2)),
            unmap(page(0), 0) == Err(Errno::INVAL),
            unmap(page(0).wrapping_add(1), PAGE) == Err(Errno::INVAL),
            unmap(page(0), usize::MAX) == Err(Errno::INVAL),
            unmap(page(0), 3 * PAGE) == Ok(()), // a hole is not an error
            !writable(page(0)),
            !writable(page(2)),
        ]
    });
}

#[test]
fn mremap_grows_and_moves() {
    child::holds(|| {
        let (none, may) = (MremapFlags::empty(), MremapFlags::MAYMOVE);
        // SAFETY: only this test uses the pages, and afterwards only at the returned address.
        let remap = |old: *mut u8, old_len: usize, len: usize, flags, new: *mut u8| unsafe {
            let (old_len, len) = (old_len * PAGE, len * PAGE);
            mremap(old.cast(), old_len, len, flags, new.cast()).map(<*mut c_void>::cast::<u8>)
        };
        // SAFETY: only called for mapped pages.
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
            // The contents move, and the old range stays mapped.
            remap(second, 1, 1, may | MremapFlags::DONTUNMAP, null_mut()).map(byte) == Ok(3),
            byte(second) == 0,
            remap(second, 1, 0, may, null_mut()) == Err(Errno::INVAL),
            remap(second, 1, 1, MremapFlags::FIXED, first) == Err(Errno::INVAL),
        ]
    });
}

#[test]
fn mremap_of_nothing_doubles_what_is_shared() {
    let fd = file(PAGE as u64);
    let first = shared(&fd, 1);
    let may = MremapFlags::MAYMOVE;
    // SAFETY: only this test uses the pages, and a second mapping leaves the first one valid.
    let double = |addr: *mut u8| unsafe { mremap(addr.cast(), 0, PAGE, may, null_mut()) };
    let second = double(first).unwrap().cast::<u8>();
    // SAFETY: inside the two mappings.
    unsafe {
        first.write_volatile(4);
        assert_eq!(second.read_volatile(), 4);
    }
    let private = pages(1);
    assert_eq!(double(private), Err(Errno::INVAL));
    unmap(first, 1);
    unmap(second, 1);
    unmap(private, 1);
}

#[test]
fn mremap_edges() {
    let (first, may) = (pages(1), MremapFlags::MAYMOVE);
    // SAFETY: none of these calls moves the mapping.
    let remap = |addr: *mut u8, len, new_len, flags| unsafe {
        mremap(addr.cast(), len, new_len, flags, null_mut())
    };
    let page = first.cast();
    assert_eq!(remap(first, PAGE, PAGE, MremapFlags::empty()), Ok(page));
    assert_eq!(remap(first, 1, PAGE, may), Ok(page), "rounded up to a page");
    let odd = first.wrapping_add(1);
    assert_eq!(remap(odd, PAGE, PAGE, may), Err(Errno::INVAL));
    let unknown = MremapFlags::from_bits_retain(0x80);
    assert_eq!(remap(first, PAGE, PAGE, unknown), Err(Errno::INVAL));
    for most in [usize::MAX, usize::MAX - PAGE] {
        let error = remap(first, PAGE, most, may).unwrap_err();
        assert!([Errno::INVAL, Errno::NOMEM].contains(&error), "{error:?}");
    }
    unmap(first, 1);
}

/// Lengths that do not fit in 32 bits.
#[cfg(target_pointer_width = "64")]
#[test]
fn ranges_beyond_4_gib() {
    child::holds(|| {
        let far = 4 << 30;
        let flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
        // SAFETY: a new mapping, which only this test uses.
        unsafe {
            let Ok(addr) = mmap_anonymous(null_mut(), far + PAGE, RW, flags) else {
                return [false; 6];
            };
            let start = addr.cast::<u8>();
            let last = start.wrapping_add(far);
            last.write_volatile(1);
            let may = MremapFlags::MAYMOVE;
            let grown = mremap(addr, far + PAGE, far + 3 * PAGE, may, null_mut());
            let grown = grown.unwrap_or(addr).cast::<u8>();
            let last = grown.wrapping_add(far + 2 * PAGE);
            [
                grown.wrapping_add(far).read_volatile() == 1,
                writable(last),
                munmap(grown.cast(), far + 2 * PAGE) == Ok(()),
                !writable(grown.wrapping_add(far + PAGE)),
                writable(last),
                munmap(last.cast(), PAGE) == Ok(()),
            ]
        }
    });
}

#[test]
fn mmap_where_the_flags_say() {
    let none = ProtFlags::empty();
    // SAFETY: on success, new mappings.
    let map = |flags| unsafe { mmap_anonymous(null_mut(), PAGE, none, MapFlags::PRIVATE | flags) };
    for flags in [
        MapFlags::GROWSDOWN | MapFlags::STACK,
        MapFlags::LOCKED,
        MapFlags::POPULATE | MapFlags::NONBLOCK,
        MapFlags::DENYWRITE | MapFlags::EXECUTABLE,
    ] {
        unmap(map(flags).unwrap().cast(), 1);
    }
    let low = map(MapFlags::_32BIT).unwrap();
    if cfg!(target_arch = "x86_64") {
        assert!(low.addr() < 1 << 31, "{low:p}");
    }
    unmap(low.cast(), 1);
    // SAFETY: on success, a new mapping.
    match unsafe { mmap_anonymous(null_mut(), PAGE, RW, MapFlags::DROPPABLE) } {
        Ok(addr) => unmap(addr.cast(), 1),
        Err(error) => assert_eq!(error, Errno::INVAL, "before Linux 6.11"),
    }
}

/// x86 has no pages of 16 KiB. Pages of 2 MiB exist only if the system has reserved some.
#[test]
fn mmap_of_huge_pages() {
    // SAFETY: on success, a new mapping.
    let map = |flags| unsafe {
        mmap_anonymous(
            null_mut(),
            2 << 20,
            RW,
            MapFlags::PRIVATE | MapFlags::HUGETLB | flags,
        )
    };
    assert_eq!(map(MapFlags::HUGE_16KB), Err(Errno::INVAL));
    assert_eq!(map(MapFlags::from_bits_retain(63 << 26)), Err(Errno::INVAL));
    match map(MapFlags::HUGE_2MB) {
        Ok(addr) => {
            assert_eq!(addr.addr() % (2 << 20), 0);
            unmap(addr.cast(), (2 << 20) / PAGE);
        }
        Err(error) => assert!([Errno::NOMEM, Errno::INVAL].contains(&error), "{error:?}"),
    }
}

#[test]
fn mmap_of_what_is_no_file() {
    // SAFETY: on success, a new mapping.
    let map = unsafe { mmap(null_mut(), PAGE, RW, MapFlags::SHARED, closed(), 0) };
    assert_eq!(map, Err(Errno::BADF));
}
