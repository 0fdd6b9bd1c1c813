use std::thread::scope;

use trapgate::mm::{
    UffdFeatures, UffdMsg, UffdPagefaultFlags, UffdioContinue, UffdioContinueMode, UffdioCopy,
    UffdioCopyMode, UffdioIoctls, UffdioPoison, UffdioPoisonMode, UffdioRegisterMode,
    UffdioWriteprotectMode, UffdioZeropage, UffdioZeropageMode, ioctl_uffdio_continue,
    ioctl_uffdio_copy, ioctl_uffdio_poison, ioctl_uffdio_register, ioctl_uffdio_unregister,
    ioctl_uffdio_wake, ioctl_uffdio_writeprotect, ioctl_uffdio_zeropage,
};
use trapgate::process::WaitFlags;
use trapgate::signal::Signal;
use trapgate::types::id::Pid;
use trapgate::{io, thread};

use super::{PAGE, Pages, fault, join, next, open, pause, peek, poke, put, register};
use crate::api::{child, scratch};

// Each scope owns its descriptor: a test that fails closes it, and the threads that wait go on.

#[test]
fn a_missing_page_is_served_by_copy() {
    let Some(uffd) = open("a_missing_page_is_served_by_copy", UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(3);
    let ioctls = register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let base = UffdioIoctls::WAKE | UffdioIoctls::COPY | UffdioIoctls::ZEROPAGE;
    assert!(ioctls.contains(base), "{ioctls:?}");
    let others = UffdioIoctls::WRITEPROTECT | UffdioIoctls::CONTINUE;
    assert!(!ioctls.intersects(others), "{ioctls:?}");

    let (first, second) = (pages.addr(0), pages.addr(1));
    scope(|scope| {
        let uffd = uffd;
        let reader = scope.spawn(move || peek(second + 5));
        let expected = fault(UffdPagefaultFlags::empty(), second as u64);
        assert_eq!(next(&uffd), expected);
        put(&uffd, second as u64, 7).unwrap();
        assert_eq!(join(reader), 7);

        let writer = scope.spawn(move || poke(first + PAGE - 1, 9));
        let expected = fault(UffdPagefaultFlags::WRITE, first as u64);
        assert_eq!(next(&uffd), expected);
        put(&uffd, first as u64, 8).unwrap();
        join(writer);
        assert_eq!([peek(first), peek(first + PAGE - 1)], [8, 9]);
        assert_eq!(peek(second + PAGE - 1), 7);
    });
    // Closed: nobody waits any more.
    assert_eq!(peek(pages.addr(2)), 0);
}

#[test]
fn a_missing_page_is_served_by_zeropage() {
    let name = "a_missing_page_is_served_by_zeropage";
    let Some(uffd) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(1);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (addr, range) = (pages.addr(0), pages.whole());
    scope(|scope| {
        let uffd = uffd;
        let reader = scope.spawn(move || peek(addr));
        assert_eq!(next(&uffd), fault(UffdPagefaultFlags::empty(), range.start));
        let mut zeropage = UffdioZeropage::new(range, UffdioZeropageMode::empty());
        // SAFETY: the test's own page.
        let done = unsafe { ioctl_uffdio_zeropage(&uffd, &mut zeropage) };
        assert_eq!((done, zeropage.zeropage), (Ok(()), PAGE as i64));
        assert_eq!(join(reader), 0);
    });
}

#[test]
fn who_is_woken_too_early_faults_again() {
    let name = "who_is_woken_too_early_faults_again";
    let Some(uffd) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(2);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (addr, range) = (pages.addr(1), pages.range(1, 1));
    scope(|scope| {
        let uffd = uffd;
        let reader = scope.spawn(move || peek(addr));
        let expected = fault(UffdPagefaultFlags::empty(), range.start);
        assert_eq!(next(&uffd), expected);
        ioctl_uffdio_wake(&uffd, range).unwrap();
        assert_eq!(next(&uffd), expected);

        // And who is not woken waits on, though the page is there.
        let page = [3; PAGE];
        let (dst, mode) = (range.start, UffdioCopyMode::DONTWAKE);
        let mut copy = UffdioCopy::new(dst, page.as_ptr(), PAGE, mode);
        // SAFETY: bytes, and the test's own page.
        unsafe { ioctl_uffdio_copy(&uffd, &mut copy) }.unwrap();
        pause();
        assert!(!reader.is_finished());
        ioctl_uffdio_wake(&uffd, pages.range(0, 1)).unwrap();
        pause();
        assert!(!reader.is_finished());
        ioctl_uffdio_wake(&uffd, pages.whole()).unwrap();
        assert_eq!(join(reader), 3);
    });
}

#[test]
fn ioctl_uffdio_unregister_gives_faults_back() {
    let name = "ioctl_uffdio_unregister_gives_faults_back";
    let Some(uffd) = open(name, UffdFeatures::empty()) else {
        return;
    };
    let pages = Pages::new(2);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (addr, range) = (pages.addr(0), pages.range(0, 1));
    scope(|scope| {
        let uffd = uffd;
        let reader = scope.spawn(move || peek(addr));
        assert_eq!(next(&uffd), fault(UffdPagefaultFlags::empty(), range.start));
        // SAFETY: the test's own pages.
        unsafe { ioctl_uffdio_unregister(&uffd, range) }.unwrap();
        assert_eq!(join(reader), 0);
        // The other one still is, and twice is no error.
        put(&uffd, pages.addr(1) as u64, 4).unwrap();
        // SAFETY: the test's own pages.
        unsafe { ioctl_uffdio_unregister(&uffd, range) }.unwrap();
        assert_eq!(peek(pages.addr(1)), 4);
    });
}

#[test]
fn a_fault_tells_its_thread_and_its_byte() {
    let features = UffdFeatures::THREAD_ID | UffdFeatures::EXACT_ADDRESS;
    let Some(uffd) = open("a_fault_tells_its_thread_and_its_byte", features) else {
        return;
    };
    let pages = Pages::new(1);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let addr = pages.addr(0);
    let (told, tell) = std::sync::mpsc::channel::<Pid>();
    scope(|scope| {
        let uffd = uffd;
        scope.spawn(move || {
            told.send(thread::gettid()).unwrap();
            poke(addr + 1234, 1);
        });
        let expected = UffdMsg::Pagefault {
            flags: UffdPagefaultFlags::WRITE,
            address: addr as u64 + 1234,
            ptid: Some(tell.recv().unwrap()),
        };
        assert_eq!(next(&uffd), expected);
    });
    assert_eq!(peek(addr + 1234), 1);
}

#[test]
fn a_write_waits_for_protection_to_end() {
    let name = "a_write_waits_for_protection_to_end";
    let Some(uffd) = open(name, UffdFeatures::PAGEFAULT_FLAG_WP) else {
        return;
    };
    let pages = Pages::new(2);
    let (first, second) = (pages.addr(0), pages.addr(1));
    poke(first, 1);
    poke(second, 2);
    let ioctls = register(&uffd, pages.whole(), UffdioRegisterMode::WP).unwrap();
    assert!(ioctls.contains(UffdioIoctls::WRITEPROTECT), "{ioctls:?}");
    scope(|scope| {
        let uffd = uffd;
        // SAFETY: the test's own pages.
        let protect =
            |page, mode| unsafe { ioctl_uffdio_writeprotect(&uffd, pages.range(page, 1), mode) };
        let (on, off) = (UffdioWriteprotectMode::WP, UffdioWriteprotectMode::empty());
        protect(1, on).unwrap();
        poke(first, 10);
        assert_eq!(peek(second), 2);
        let writer = scope.spawn(move || poke(second, 20));
        let flags = UffdPagefaultFlags::WRITE | UffdPagefaultFlags::WP;
        assert_eq!(next(&uffd), fault(flags, second as u64));
        assert_eq!(peek(second), 2);
        protect(1, UffdioWriteprotectMode::DONTWAKE).unwrap();
        pause();
        assert!(!writer.is_finished());
        protect(1, off).unwrap();
        join(writer);
        assert_eq!([peek(first), peek(second)], [10, 20]);
    });
}

#[test]
fn copied_pages_can_be_write_protected() {
    let name = "copied_pages_can_be_write_protected";
    let Some(uffd) = open(name, UffdFeatures::PAGEFAULT_FLAG_WP) else {
        return;
    };
    let pages = Pages::new(1);
    let mode = UffdioRegisterMode::MISSING | UffdioRegisterMode::WP;
    register(&uffd, pages.whole(), mode).unwrap();
    let (addr, range) = (pages.addr(0), pages.whole());
    scope(|scope| {
        let uffd = uffd;
        let page = [6; PAGE];
        let mut copy = UffdioCopy::new(range.start, page.as_ptr(), PAGE, UffdioCopyMode::WP);
        // SAFETY: bytes, and the test's own page.
        unsafe { ioctl_uffdio_copy(&uffd, &mut copy) }.unwrap();
        assert_eq!(peek(addr), 6);
        let writer = scope.spawn(move || poke(addr, 60));
        let flags = UffdPagefaultFlags::WRITE | UffdPagefaultFlags::WP;
        assert_eq!(next(&uffd), fault(flags, range.start));
        let off = UffdioWriteprotectMode::empty();
        // SAFETY: the test's own page.
        unsafe { ioctl_uffdio_writeprotect(&uffd, range, off) }.unwrap();
        join(writer);
        assert_eq!([peek(addr), peek(addr + 1)], [60, 6]);
    });
}

#[test]
fn a_minor_fault_is_served_by_continue() {
    let name = "a_minor_fault_is_served_by_continue";
    let Some(uffd) = open(name, UffdFeatures::MINOR_SHMEM) else {
        return;
    };
    let file = scratch::memory();
    io::pwrite(&file, &[5; 2 * PAGE], 0).unwrap();
    let (pages, others) = (Pages::of(&file, 2), Pages::of(&file, 2));
    let ioctls = register(&uffd, pages.whole(), UffdioRegisterMode::MINOR).unwrap();
    assert!(ioctls.contains(UffdioIoctls::CONTINUE), "{ioctls:?}");
    let (addr, range) = (pages.addr(1), pages.range(1, 1));
    scope(|scope| {
        let uffd = uffd;
        let reader = scope.spawn(move || peek(addr));
        assert_eq!(next(&uffd), fault(UffdPagefaultFlags::MINOR, range.start));
        // Seen by whoever waits, as it is the same page.
        poke(others.addr(1), 50);
        let mut proceed = UffdioContinue::new(range, UffdioContinueMode::empty());
        // SAFETY: the test's own page.
        let done = unsafe { ioctl_uffdio_continue(&uffd, &mut proceed) };
        assert_eq!((done, proceed.mapped), (Ok(()), PAGE as i64));
        assert_eq!(join(reader), 50);
    });
}

/// Whether a child that does this ends by `SIGBUS`; it returns only what went wrong.
#[track_caller]
fn ends_by_sigbus(body: impl FnOnce() -> i32) {
    let status = child::wait(child::start(body), WaitFlags::empty());
    assert_eq!(status.signal(), Some(Signal::BUS), "{status:?}");
}

#[test]
fn a_poisoned_page_is_sigbus() {
    let Some(_known) = open("a_poisoned_page_is_sigbus", UffdFeatures::POISON) else {
        return;
    };
    ends_by_sigbus(|| {
        // In the child's own memory; nothing here allocates.
        let Some(uffd) = open("", UffdFeatures::POISON) else {
            return 1;
        };
        let pages = Pages::new(2);
        let mut poison = UffdioPoison::new(pages.range(1, 1), UffdioPoisonMode::empty());
        // SAFETY: the child's own pages.
        let done = unsafe {
            let missing = UffdioRegisterMode::MISSING;
            ioctl_uffdio_register(&uffd, pages.whole(), missing)
                .and_then(|_| ioctl_uffdio_poison(&uffd, &mut poison))
        };
        if done.is_err() || poison.updated != PAGE as i64 {
            return 2;
        }
        drop(uffd);
        if peek(pages.addr(0)) != 0 {
            return 3;
        }
        4 + i32::from(peek(pages.addr(1)))
    });
}

#[test]
fn who_asked_for_sigbus_gets_it() {
    let Some(_known) = open("who_asked_for_sigbus_gets_it", UffdFeatures::SIGBUS) else {
        return;
    };
    ends_by_sigbus(|| {
        let Some(uffd) = open("", UffdFeatures::SIGBUS) else {
            return 1;
        };
        let pages = Pages::new(2);
        if register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).is_err()
            || put(&uffd, pages.whole().start, 9).is_err()
            || peek(pages.addr(0)) != 9
        {
            return 2;
        }
        3 + i32::from(peek(pages.addr(1)))
    });
}
