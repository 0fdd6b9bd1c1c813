use trapgate::Errno;
use trapgate::fd::{AsFd, BorrowedFd};
use trapgate::mm::{
    MapFlags, ProtFlags, UffdFeatures, UffdioContinue, UffdioContinueMode, UffdioCopy,
    UffdioCopyMode, UffdioMove, UffdioMoveMode, UffdioPoison, UffdioPoisonMode, UffdioRange,
    UffdioRegisterMode, UffdioWriteprotectMode, UffdioZeropage, UffdioZeropageMode,
    ioctl_uffdio_api, ioctl_uffdio_continue, ioctl_uffdio_copy, ioctl_uffdio_move,
    ioctl_uffdio_poison, ioctl_uffdio_register, ioctl_uffdio_unregister, ioctl_uffdio_wake,
    ioctl_uffdio_writeprotect, ioctl_uffdio_zeropage, mmap, munmap,
};

use super::{PAGE, Pages, open, peek, register};
use crate::api::scratch;
use crate::support::machine::proc;

/// What each request says to a descriptor.
fn all(fd: BorrowedFd<'_>, range: UffdioRange) -> [Result<(), Errno>; 10] {
    let (page, start) = ([0_u8; PAGE], range.start);
    let mut copy = UffdioCopy::new(start, page.as_ptr(), PAGE, UffdioCopyMode::empty());
    let mut zeropage = UffdioZeropage::new(range, UffdioZeropageMode::empty());
    let mut proceed = UffdioContinue::new(range, UffdioContinueMode::empty());
    let mut poison = UffdioPoison::new(range, UffdioPoisonMode::empty());
    let source = page.as_ptr().cast_mut();
    let mut moving = UffdioMove::new(start, source, PAGE, UffdioMoveMode::empty());
    // SAFETY: nobody knows the range, and the request to move is refused.
    unsafe {
        [
            ioctl_uffdio_api(fd, UffdFeatures::empty()).map(|_| ()),
            ioctl_uffdio_register(fd, range, UffdioRegisterMode::MISSING).map(|_| ()),
            ioctl_uffdio_unregister(fd, range),
            ioctl_uffdio_wake(fd, range),
            ioctl_uffdio_copy(fd, &mut copy),
            ioctl_uffdio_zeropage(fd, &mut zeropage),
            ioctl_uffdio_writeprotect(fd, range, UffdioWriteprotectMode::WP),
            ioctl_uffdio_continue(fd, &mut proceed),
            ioctl_uffdio_poison(fd, &mut poison),
            ioctl_uffdio_move(fd, &mut moving),
        ]
    }
}

#[test]
fn other_descriptors_are_refused() {
    let pages = Pages::new(1);
    let (closed, file) = (scratch::closed(), scratch::memory());
    assert_eq!(all(closed, pages.whole()), [Err(Errno::BADF); 10]);
    assert_eq!(all(file.as_fd(), pages.whole()), [Err(Errno::NOTTY); 10]);
}

#[test]
fn other_ranges_are_refused() {
    let Some(uffd) = open("other_ranges_are_refused", UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(3);
    let good = pages.range(1, 1);
    let range = |start, len| UffdioRange { start, len };
    for bad in [
        range(good.start, 0),
        range(good.start, 1),
        range(good.start + 1, good.len),
        range(good.start, good.len - 1),
        range(good.start, u64::MAX - 4095),
        range(u64::MAX - 4095, 4096),
        range(u64::MAX, u64::MAX),
        // On i686 not the good one, of which it has the low words.
        range(good.start | 1 << 63, good.len),
        range(good.start, good.len | 1 << 63),
    ] {
        let mut answers = all(uffd.as_fd(), bad);
        // Of a copy and a move only the start is bad, if anything.
        let [_, _, _, _, copied, .., moved] = &mut answers;
        if bad.start == good.start {
            (*copied, *moved) = (Err(Errno::INVAL), Err(Errno::INVAL));
        }
        assert_eq!(answers, [Err(Errno::INVAL); 10], "{bad:x?}");
    }
    if usize::BITS == 32 {
        let bad = range(good.start | 1 << 32, good.len);
        assert_eq!(all(uffd.as_fd(), bad), [Err(Errno::INVAL); 10]);
    }
    // None of that was done to the good one.
    let other = open("other_ranges_are_refused", UffdFeatures::empty()).unwrap();
    register(&other, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
}

#[test]
fn other_modes_are_refused() {
    let Some(uffd) = open("other_modes_are_refused", UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(1);
    for bits in [0, 8, 1 << 31, 1 << 32 | 1, 1 << 63 | 1] {
        let mode = UffdioRegisterMode::from_bits_retain(bits);
        let refused = register(&uffd, pages.whole(), mode);
        assert_eq!(refused, Err(Errno::INVAL), "{bits:#x}");
    }
    // A kernel of 32 bits protects no pages from writing.
    let wanted = UffdFeatures::PAGEFAULT_FLAG_WP;
    let Some(uffd) = open("other_modes_are_refused", wanted) else {
        return;
    };
    register(&uffd, pages.whole(), UffdioRegisterMode::WP).unwrap();
    for bits in [3, 4, 1 << 32, 1 << 63 | 1] {
        let mode = UffdioWriteprotectMode::from_bits_retain(bits);
        // SAFETY: refused; the test's own page.
        let refused = unsafe { ioctl_uffdio_writeprotect(&uffd, pages.whole(), mode) };
        assert_eq!(refused, Err(Errno::INVAL), "{bits:#x}");
    }
    let on = UffdioWriteprotectMode::WP;
    let others = Pages::new(1);
    // SAFETY: refused; the test's own page.
    let refused = unsafe { ioctl_uffdio_writeprotect(&uffd, others.whole(), on) };
    assert_eq!(refused, Err(Errno::NOENT));
}

#[test]
fn what_cannot_be_registered() {
    let Some(uffd) = open("what_cannot_be_registered", UffdFeatures::empty()) else {
        return;
    };
    let (missing, pages) = (UffdioRegisterMode::MISSING, Pages::new(1));
    // Where nothing is mapped.
    let gone = Pages::new(1).whole();
    // Somebody may have mapped there meanwhile, so that it is made sure: no page of a stack, nor of
    // a file.
    let refused = register(
        &uffd,
        UffdioRange {
            start: 1 << 16,
            ..gone
        },
        missing,
    );
    assert_eq!(refused, Err(Errno::INVAL));
    // A minor fault of what is no file's.
    let refused = register(&uffd, pages.whole(), UffdioRegisterMode::MINOR);
    assert_eq!(refused, Err(Errno::INVAL));
    // By two.
    let other = open("what_cannot_be_registered", UffdFeatures::empty()).unwrap();
    register(&other, pages.whole(), missing).unwrap();
    assert_eq!(register(&uffd, pages.whole(), missing), Err(Errno::BUSY));
    // Nor unregistered by the other one, since Linux 6.17.
    // SAFETY: the test's own page.
    match unsafe { ioctl_uffdio_unregister(&uffd, pages.whole()) } {
        Ok(()) => {}
        Err(error) => assert_eq!(error, Errno::INVAL),
    }
    drop(other);
    register(&uffd, pages.whole(), missing).unwrap();
    drop(uffd);
    assert_eq!(peek(pages.addr(0)), 0);
}

#[test]
fn a_file_that_may_not_be_written_is_not_registered() {
    if !proc("a_file_that_may_not_be_written_is_not_registered") {
        return;
    }
    let name = "a_file_that_may_not_be_written_is_not_registered";
    let Some(uffd) = open(name, UffdFeatures::MISSING_SHMEM) else {
        return;
    };
    let file = scratch::memory();
    trapgate::fs::ftruncate(&file, PAGE as u64).unwrap();
    let path = format!("/proc/self/fd/{}", file.as_raw_fd());
    let reading = std::fs::File::open(path).unwrap();
    let flags = MapFlags::SHARED;
    // SAFETY: a new mapping of the test's own file.
    unsafe {
        let fd = BorrowedFd::borrow_raw(std::os::fd::AsRawFd::as_raw_fd(&reading));
        let addr = mmap(std::ptr::null_mut(), PAGE, ProtFlags::READ, flags, fd, 0).unwrap();
        let range = UffdioRange::new(addr, PAGE);
        let refused = ioctl_uffdio_register(&uffd, range, UffdioRegisterMode::MISSING);
        assert_eq!(refused, Err(Errno::PERM));
        munmap(addr, PAGE).unwrap();
    }
}
