use std::ptr;
use std::thread::scope;

use trapgate::fd::OwnedFd;
use trapgate::mm::{
    Advice, MremapFlags, UffdFeatures, UffdMsg, UffdPagefaultFlags, UffdioCopy, UffdioCopyMode,
    UffdioRegisterMode, ioctl_uffdio_api, ioctl_uffdio_copy, madvise, mremap, munmap, userfaultfd,
};
use trapgate::process::{Fork, WaitFlags};
use trapgate::types::id::Pid;
use trapgate::{Errno, io, process};

use super::{FLAGS, PAGE, Pages, fault, join, next, open, peek, put, register, wait};
use crate::api::child;
use crate::support::skip::skip;

/// An address in another thread.
fn at(addr: usize) -> *mut std::ffi::c_void {
    ptr::with_exposed_provenance_mut(addr)
}

#[test]
fn what_moves_is_told() {
    let Some(uffd) = open("what_moves_is_told", UffdFeatures::EVENT_REMAP) else {
        return;
    };
    let (pages, target) = (Pages::new(2), Pages::new(3));
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (from, to) = (pages.addr(0), target.addr(0));
    scope(|scope| {
        let uffd = uffd;
        let mover = scope.spawn(move || {
            let flags = MremapFlags::MAYMOVE | MremapFlags::FIXED;
            // SAFETY: both ranges are the test's own, and nobody knows them.
            unsafe { mremap(at(from), 2 * PAGE, 3 * PAGE, flags, at(to)) }.map(|_| ())
        });
        let expected = UffdMsg::Remap {
            from: from as u64,
            to: to as u64,
            len: 2 * PAGE as u64,
        };
        assert_eq!(next(&uffd), expected);
        assert_eq!(join(mover), Ok(()));
        // What was there is not the test's any more.
        std::mem::forget(pages);
        // Registered there, too.
        let reader = scope.spawn(move || peek(to + PAGE));
        let address = (to + PAGE) as u64;
        assert_eq!(next(&uffd), fault(UffdPagefaultFlags::empty(), address));
        put(&uffd, address, 11).unwrap();
        assert_eq!(join(reader), 11);
    });
}

#[test]
fn what_is_dropped_is_told() {
    let Some(uffd) = open("what_is_dropped_is_told", UffdFeatures::EVENT_REMOVE) else {
        return;
    };
    let pages = Pages::new(3);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let (addr, range) = (pages.addr(0), pages.range(0, 2));
    put(&uffd, range.start, 1).unwrap();
    scope(|scope| {
        let uffd = uffd;
        let dropper = scope.spawn(move || {
            // SAFETY: the test's own pages, on whose content nobody relies.
            unsafe { madvise(at(addr), 2 * PAGE, Advice::DONTNEED) }
        });
        // Until that is read, nothing is filled: what has just been filled could be dropped.
        wait(&uffd);
        let page = [2; PAGE];
        let (dst, mode) = (pages.range(2, 1).start, UffdioCopyMode::empty());
        let mut copy = UffdioCopy::new(dst, page.as_ptr(), PAGE, mode);
        copy.copy = 7;
        // SAFETY: bytes, and the test's own page.
        let refused = unsafe { ioctl_uffdio_copy(&uffd, &mut copy) };
        assert_eq!((refused, copy.done()), (Err(Errno::AGAIN), 0));
        let told = [0, -i64::from(Errno::AGAIN.raw())];
        assert!(told.contains(&copy.copy), "{copy:?}");

        let (start, end) = (range.start, range.start + range.len);
        assert_eq!(next(&uffd), UffdMsg::Remove { start, end });
        assert_eq!(join(dropper), Ok(()));
        put(&uffd, dst, 2).unwrap();
        // Missing again.
        put(&uffd, start, 3).unwrap();
        assert_eq!([peek(addr), peek(pages.addr(2))], [3, 2]);
    });
}

#[test]
fn what_is_unmapped_is_told() {
    let Some(uffd) = open("what_is_unmapped_is_told", UffdFeatures::EVENT_UNMAP) else {
        return;
    };
    let pages = Pages::new(3);
    register(&uffd, pages.whole(), UffdioRegisterMode::MISSING).unwrap();
    let addr = pages.addr(0);
    // Unmapped once: by then another thread may have mapped something there.
    std::mem::forget(pages);
    scope(|scope| {
        let uffd = uffd;
        let taker = scope.spawn(move || {
            // SAFETY: the test's own pages, which nobody knows.
            unsafe { munmap(at(addr), 3 * PAGE) }
        });
        let (start, end) = (addr as u64, (addr + 3 * PAGE) as u64);
        assert_eq!(next(&uffd), UffdMsg::Unmap { start, end });
        assert_eq!(join(taker), Ok(()));
    });
}

/// A descriptor of another process, of one's own.
fn take(pid: Pid, fd: i32) -> Result<OwnedFd, std::io::Error> {
    let checked = |word: i32| match word {
        -1 => Err(std::io::Error::last_os_error()),
        // SAFETY: the descriptor is new.
        fd => Ok(unsafe { OwnedFd::from_raw_fd(fd) }),
    };
    // SAFETY: `pidfd_open` and `pidfd_getfd` take numbers alone.
    unsafe {
        let pidfd = checked(libc::syscall(434, pid.raw(), 0) as i32)?;
        checked(libc::syscall(438, pidfd.as_raw_fd(), fd, 0) as i32)
    }
}

#[test]
fn a_fork_is_told_and_the_child_served() {
    let name = "a_fork_is_told_and_the_child_served";
    let Some(_known) = open(name, UffdFeatures::EVENT_FORK) else {
        return;
    };

    // Who forks waits for whoever reads: so a child forks, whose descriptor this process takes
    // over.
    let (reader, writer) = io::pipe2(io::PipeFlags::CLOEXEC).unwrap();
    let parent = child::start(|| {
        // SAFETY: ends the child if nobody reads.
        unsafe { libc::alarm(20) };
        let Ok(uffd) = userfaultfd(FLAGS) else {
            return 1;
        };
        let pages = Pages::new(1);
        let missing = UffdioRegisterMode::MISSING;
        let ready = ioctl_uffdio_api(&uffd, UffdFeatures::EVENT_FORK)
            .and_then(|_| register(&uffd, pages.whole(), missing));
        if ready.is_err() {
            return 2;
        }
        let mut told = [0; 12];
        told[..4].copy_from_slice(&uffd.as_raw_fd().to_ne_bytes());
        told[4..].copy_from_slice(&pages.whole().start.to_ne_bytes());
        if io::write(&writer, &told) != Ok(12) {
            return 3;
        }
        // SAFETY: the child reads a byte and ends.
        match unsafe { process::fork() } {
            Ok(Fork::Child) => {
                // SAFETY: as above.
                unsafe { libc::alarm(20) };
                process::exit_group(peek(pages.addr(0)).into())
            }
            Ok(Fork::Parent(child)) => {
                let status = child::wait(child, WaitFlags::empty());
                status.code().unwrap_or(4)
            }
            Err(_) => 5,
        }
    });
    let mut told = [0; 12];
    assert_eq!(io::read(&reader, &mut told), Ok(12));
    let (fd, start) = told.split_at(4);
    let fd = i32::from_ne_bytes(fd.try_into().unwrap());
    let address = u64::from_ne_bytes(start.try_into().unwrap());
    let uffd = match take(parent, fd) {
        Ok(uffd) => uffd,
        Err(error) => {
            trapgate::signal::kill(parent, Some(trapgate::signal::Signal::KILL)).unwrap();
            child::wait(parent, WaitFlags::empty());
            return skip(name, error);
        }
    };
    let UffdMsg::Fork { ufd } = next(&uffd) else {
        panic!("no fork");
    };
    // SAFETY: the read has opened it for this process, and here is who takes it.
    let of_child = unsafe { OwnedFd::from_raw_fd(ufd) };
    assert_eq!(next(&of_child), fault(UffdPagefaultFlags::empty(), address));
    put(&of_child, address, 42).unwrap();
    let status = child::wait(parent, WaitFlags::empty());
    assert_eq!(status.code(), Some(42), "{status:?}");
    // What is gone has no memory to fill.
    assert_eq!(put(&of_child, address, 42), Err(Errno::SRCH));
}
