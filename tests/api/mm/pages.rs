//! The memory that the tests work on.

use std::ptr::null_mut;

use trapgate::fd::{AsFd, OwnedFd};
use trapgate::io;
use trapgate::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};

pub(crate) const PAGE: usize = 4096;
pub(crate) const RW: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// An empty file in memory of this length.
pub(crate) fn file(len: u64) -> OwnedFd {
    // SAFETY: plain calls of libc; the descriptor is new.
    unsafe {
        let fd = libc::memfd_create(c"mm".as_ptr(), 0);
        assert!(fd >= 0 && libc::ftruncate64(fd, len as i64) == 0);
        OwnedFd::from_raw_fd(fd)
    }
}

/// Fresh pages.
pub(crate) fn pages(count: usize) -> *mut u8 {
    // SAFETY: a new mapping takes nothing from anybody.
    let addr = unsafe { mmap_anonymous(null_mut(), count * PAGE, RW, MapFlags::PRIVATE) };
    addr.unwrap().cast()
}

/// Takes pages away.
pub(crate) fn unmap(addr: *mut u8, count: usize) {
    // SAFETY: the pages are the test's own, and it is done with them.
    assert_eq!(unsafe { munmap(addr.cast(), count * PAGE) }, Ok(()));
}

/// Whether the kernel can write there: it answers where the program would get `SIGSEGV`.
pub(crate) fn writable(addr: *mut u8) -> bool {
    let (reader, writer) = io::pipe2(io::PipeFlags::NONBLOCK).unwrap();
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

/// A mapping of a file, from its start.
pub(crate) fn shared(fd: impl AsFd, count: usize) -> *mut u8 {
    // SAFETY: a new mapping of a file that is the test's own.
    let addr = unsafe { mmap(null_mut(), count * PAGE, RW, MapFlags::SHARED, fd, 0) };
    addr.unwrap().cast()
}

/// What the kernel tells of the mapping that an address is in: a line of `smaps`, without its name.
pub(crate) fn smaps(addr: *const u8, name: &str) -> String {
    let text = std::fs::read_to_string("/proc/self/smaps").unwrap();
    let mut inside = false;
    for line in text.lines() {
        let range = line.split(' ').next().unwrap().split_once('-');
        let bound = |text| usize::from_str_radix(text, 16).ok();
        if let Some((Some(start), Some(end))) = range.map(|(a, b)| (bound(a), bound(b))) {
            inside = (start..end).contains(&addr.addr());
        } else if let Some(value) = line.strip_prefix(name).filter(|_| inside) {
            return value.trim_start_matches(':').trim().into();
        }
    }
    panic!("no {name} of {addr:p}");
}

/// Whether the mapping that an address is in has this flag, by the two letters of `smaps`.
pub(crate) fn flag(addr: *const u8, flag: &str) -> bool {
    smaps(addr, "VmFlags").split(' ').any(|has| has == flag)
}
