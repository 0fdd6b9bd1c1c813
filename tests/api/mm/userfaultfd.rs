//! Faults of this process, served by it. What changes how the process forks, or ends it, is in a child.

mod errors;
mod events;
mod faults;
mod fill;
mod moving;
mod open;
mod pagemap;

use std::ptr::{self, null_mut};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

use trapgate::event::{self, PollFd, PollFlags};
use trapgate::fd::{AsFd, OwnedFd};
use trapgate::mm::{
    MapFlags, ProtFlags, UffdFeatures, UffdMsg, UffdMsgs, UffdPagefaultFlags, UffdioCopy,
    UffdioCopyMode, UffdioIoctls, UffdioRange, UffdioRegisterMode, UserfaultfdFlags,
    ioctl_uffdio_api, ioctl_uffdio_copy, ioctl_uffdio_register, mmap, mmap_anonymous, munmap,
    userfaultfd,
};
use trapgate::time::Timespec;
use trapgate::{Errno, Result, io};

use crate::support::skip::skip;

const PAGE: usize = 4096;
const RW: ProtFlags = ProtFlags::READ.union(ProtFlags::WRITE);

/// What everybody may open.
const FLAGS: UserfaultfdFlags = UserfaultfdFlags::CLOEXEC
    .union(UserfaultfdFlags::NONBLOCK)
    .union(UserfaultfdFlags::USER_MODE_ONLY);

/// A descriptor with these features on, if the kernel has them.
fn open(test: &str, features: UffdFeatures) -> Option<OwnedFd> {
    let asked = match userfaultfd(FLAGS) {
        Ok(asked) => asked,
        Err(Errno::NOSYS) => {
            skip(test, "no userfaultfd");
            return None;
        }
        Err(Errno::INVAL) => {
            skip(test, "no faults of the program alone before Linux 5.11");
            return None;
        }
        // A filter, or a machine that keeps it from all but root.
        Err(Errno::PERM) => {
            skip(test, "userfaultfd is refused here");
            return None;
        }
        Err(error) => panic!("{error:?}"),
    };
    let known = ioctl_uffdio_api(&asked, UffdFeatures::empty()).unwrap();
    if !known.features.contains(features) {
        let missing = features - known.features;
        skip(test, format_args!("no {missing:?}"));
        return None;
    }
    let uffd = userfaultfd(FLAGS).unwrap();
    match ioctl_uffdio_api(&uffd, features) {
        Err(Errno::PERM) => {
            skip(test, format_args!("no right to {features:?}"));
            None
        }
        on => {
            on.unwrap();
            Some(uffd)
        }
    }
}

/// Fresh pages, of which none is there.
struct Pages(*mut u8, usize);

impl Pages {
    fn new(count: usize) -> Self {
        // SAFETY: a new mapping takes nothing from anybody.
        let addr = unsafe { mmap_anonymous(null_mut(), count * PAGE, RW, MapFlags::PRIVATE) };
        Self(addr.unwrap().cast(), count)
    }

    /// Of a file that others map, too.
    fn of(file: &OwnedFd, count: usize) -> Self {
        // SAFETY: a new mapping takes nothing from anybody.
        let addr = unsafe { mmap(null_mut(), count * PAGE, RW, MapFlags::SHARED, file, 0) };
        Self(addr.unwrap().cast(), count)
    }

    fn at(&self, page: usize) -> *mut u8 {
        assert!(page < self.1);
        self.0.wrapping_add(page * PAGE)
    }

    /// The address of a page, which other threads may know.
    fn addr(&self, page: usize) -> usize {
        self.at(page).expose_provenance()
    }

    fn range(&self, page: usize, count: usize) -> UffdioRange {
        UffdioRange::new(self.at(page), count * PAGE)
    }

    fn whole(&self) -> UffdioRange {
        self.range(0, self.1)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // SAFETY: the pages are the test's own, and it is done with them.
        unsafe { munmap(self.0.cast(), self.1 * PAGE) }.unwrap();
    }
}

/// Reads a byte of somebody's pages.
fn peek(addr: usize) -> u8 {
    // SAFETY: inside a mapping that outlives the thread.
    unsafe { ptr::with_exposed_provenance::<u8>(addr).read_volatile() }
}

/// Writes one.
fn poke(addr: usize, byte: u8) {
    // SAFETY: as above.
    unsafe { ptr::with_exposed_provenance_mut::<u8>(addr).write_volatile(byte) };
}

fn register(uffd: &OwnedFd, range: UffdioRange, mode: UffdioRegisterMode) -> Result<UffdioIoctls> {
    // SAFETY: pages of the test's own.
    unsafe { ioctl_uffdio_register(uffd, range, mode) }
}

/// Puts a page of one byte there.
fn put(uffd: &OwnedFd, dst: u64, byte: u8) -> Result<()> {
    let page = [byte; PAGE];
    let mut copy = UffdioCopy::new(dst, page.as_ptr(), PAGE, UffdioCopyMode::empty());
    // SAFETY: bytes, and pages of the test's own.
    let done = unsafe { ioctl_uffdio_copy(uffd, &mut copy) };
    assert_eq!(copy.done(), if done.is_ok() { PAGE as u64 } else { 0 });
    done
}

/// Waits until the descriptor has something to tell.
fn wait(uffd: impl AsFd) {
    let mut fds = [PollFd::new(&uffd, PollFlags::IN)];
    let mut timeout = Timespec {
        tv_sec: 20,
        tv_nsec: 0,
    };
    assert_eq!(event::ppoll(&mut fds, Some(&mut timeout), None), Ok(1));
}

/// What the descriptor tells next.
fn next(uffd: &OwnedFd) -> UffdMsg {
    wait(uffd);
    let mut room = [0; UffdMsgs::SIZE];
    assert_eq!(io::read(uffd, &mut room), Ok(UffdMsgs::SIZE));
    let mut msgs = UffdMsgs::new(&room);
    let msg = msgs.next().unwrap();
    assert_eq!(msgs.next(), None);
    msg
}

/// A fault at the start of a page.
fn fault(flags: UffdPagefaultFlags, address: u64) -> UffdMsg {
    UffdMsg::Pagefault {
        flags,
        address,
        ptid: None,
    }
}

/// What a thread ends with, that a fault no longer holds up.
fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !thread.is_finished() {
        assert!(Instant::now() < deadline, "the thread still waits");
        std::thread::sleep(Duration::from_millis(1));
    }
    thread.join().unwrap()
}

/// Long enough that a thread that could go on would have.
fn pause() {
    std::thread::sleep(Duration::from_millis(20));
}
