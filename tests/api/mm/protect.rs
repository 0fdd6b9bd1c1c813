use std::ffi::CString;
use std::ptr::null_mut;

use trapgate::Errno;
use trapgate::fs::{CWD, Mode, OpenFlags, openat};
use trapgate::mm::{MapFlags, ProtFlags, mmap, mprotect, munmap};

use super::pages::{PAGE, RW, file, flag, pages, shared, unmap, writable};
use crate::api::child;
use crate::support::machine::proc;

#[test]
fn mprotect_takes_and_gives() {
    child::holds(|| {
        let (first, none) = (pages(2), ProtFlags::empty());
        let second = first.wrapping_add(PAGE);
        // SAFETY: only this test uses the pages.
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
fn mprotect_edges() {
    if !proc("mprotect_edges") {
        return;
    }
    let addr = pages(1);
    // SAFETY: only this test knows the page, and it does not access it.
    let protect = |addr: *mut u8, len, prot| unsafe { mprotect(addr.cast(), len, prot) };
    // Nothing is mapped at null. In 64 bits, the greatest length rounds up to zero pages.
    let most = protect(null_mut(), usize::MAX, RW);
    assert!([Ok(()), Err(Errno::NOMEM)].contains(&most), "{most:?}");
    assert_eq!(
        protect(null_mut(), isize::MAX as usize, RW),
        Err(Errno::NOMEM)
    );
    assert_eq!(protect(null_mut(), PAGE, RW), Err(Errno::NOMEM));
    let both = ProtFlags::GROWSDOWN | ProtFlags::GROWSUP;
    assert_eq!(protect(addr, PAGE, both), Err(Errno::INVAL));
    assert_eq!(
        protect(addr, PAGE, RW | ProtFlags::GROWSDOWN),
        Err(Errno::INVAL)
    );
    assert_eq!(
        protect(addr, PAGE, ProtFlags::EXEC | ProtFlags::SEM),
        Ok(())
    );
    assert!(flag(addr, "ex"));
    unmap(addr, 1);
    let fd = file(PAGE as u64);
    let path = CString::new(format!("/proc/self/fd/{}", fd.as_raw_fd())).unwrap();
    let read = openat(CWD, &path, OpenFlags::RDONLY, Mode::empty()).unwrap();
    // SAFETY: a new mapping of a file that only the test uses.
    let addr = unsafe {
        mmap(
            null_mut(),
            PAGE,
            ProtFlags::READ,
            MapFlags::SHARED,
            &read,
            0,
        )
    };
    let addr = addr.unwrap().cast();
    assert_eq!(protect(addr, PAGE, RW), Err(Errno::ACCES));
    unmap(addr, 1);
    unmap(shared(&fd, 1), 1);
}
