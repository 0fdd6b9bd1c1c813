//! Memory for the tests to work on.

use std::ptr::null_mut;

use trapgate::fd::{AsFd, OwnedFd};
use trapgate::io;
use trapgate::mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap};

pub(crate) const PAGE: usize = 4096;
pub(crate) const RW: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// A file in memory of this length, full of zeros.
pub(crate) fn file(len: u64) -> OwnedFd {
    // SAFETY: the name ends with a null byte, and the descriptor is new.
    unsafe {
        let fd = libc::memfd_create(c"mm".as_ptr(), 0);
        assert!(fd >= 0 && libc::ftruncate64(fd, len as i64) == 0);
        OwnedFd::from_raw_fd(fd)
    }
}

/// Maps new pages.
pub(crate) fn pages(count: usize) -> *mut u8 {
    // SAFETY: a new mapping replaces no other.
    let addr = unsafe { mmap_anonymous(null_mut(), count * PAGE, RW, MapFlags::PRIVATE) };
    addr.unwrap().cast()
}

/// Unmaps pages.
pub(crate) fn unmap(addr: *mut u8, count: usize) {
    // SAFETY: the caller has mapped the pages and does not use them any more.
    assert_eq!(unsafe { munmap(addr.cast(), count * PAGE) }, Ok(()));
}

/// Whether the address is writable. The kernel returns an error where the program would get
/// `SIGSEGV`.
pub(crate) fn writable(addr: *mut u8) -> bool {
    let (reader, writer) = io::pipe2(io::PipeFlags::NONBLOCK).unwrap();
    assert_eq!(io::write(&writer, b"x"), Ok(1));
    // SAFETY: no reference is made: the kernel gets the address and returns an error if it cannot
    // write there.
    match unsafe { libc::read(reader.as_raw_fd(), addr.cast(), 1) } {
        1 => true,
        _ => {
            let error = std::io::Error::last_os_error();
            assert_eq!(error.raw_os_error(), Some(libc::EFAULT));
            false
        }
    }
}

/// Maps the first pages of a file.
pub(crate) fn shared(fd: impl AsFd, count: usize) -> *mut u8 {
    // SAFETY: a new mapping of a file that only the test uses.
    let addr = unsafe { mmap(null_mut(), count * PAGE, RW, MapFlags::SHARED, fd, 0) };
    addr.unwrap().cast()
}

/// A line of `smaps`, without its name, of the mapping that contains an address.
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

/// Whether the mapping that contains an address has this flag, named by the two letters of `smaps`.
pub(crate) fn flag(addr: *const u8, flag: &str) -> bool {
    smaps(addr, "VmFlags").split(' ').any(|has| has == flag)
}
