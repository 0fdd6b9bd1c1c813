//! Page faults that this process serves itself. What affects `fork`, or ends the process, runs in a
//! child.

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

/// The flags that need no privilege.
const FLAGS: UserfaultfdFlags = UserfaultfdFlags::CLOEXEC
    .union(UserfaultfdFlags::NONBLOCK)
    .union(UserfaultfdFlags::USER_MODE_ONLY);

/// Opens a descriptor with these features enabled. If the kernel lacks them, prints a skip of
/// `test`.
fn open(test: &str, features: UffdFeatures) -> Option<OwnedFd> {
    let asked = match userfaultfd(FLAGS) {
        Ok(asked) => asked,
        Err(Errno::NOSYS) => {
            skip(test, "no userfaultfd");
            return None;
        }
        Err(Errno::INVAL) => {
            skip(test, "no USER_MODE_ONLY before Linux 5.11");
            return None;
        }
        // A filter rejects the call, or the system reserves it for root.
        Err(Errno::PERM) => {
            skip(test, "userfaultfd is not permitted here");
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
            skip(test, format_args!("no privilege for {features:?}"));
            None
        }
        on => {
            on.unwrap();
            Some(uffd)
        }
    }
}

/// New pages, none of which is present.
struct Pages(*mut u8, usize);

impl Pages {
    fn new(count: usize) -> Self {
        // SAFETY: a new mapping replaces no other.
        let addr = unsafe { mmap_anonymous(null_mut(), count * PAGE, RW, MapFlags::PRIVATE) };
        Self(addr.unwrap().cast(), count)
    }

    /// Maps pages of a file, which others may map, too.
    fn of(file: &OwnedFd, count: usize) -> Self {
        // SAFETY: a new mapping replaces no other.
        let addr = unsafe { mmap(null_mut(), count * PAGE, RW, MapFlags::SHARED, file, 0) };
        Self(addr.unwrap().cast(), count)
    }

    fn at(&self, page: usize) -> *mut u8 {
        assert!(page < self.1);
        self.0.wrapping_add(page * PAGE)
    }

    /// The address of a page as a number, for other threads.
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
        // SAFETY: this value has mapped the pages, and they are not used any more.
        unsafe { munmap(self.0.cast(), self.1 * PAGE) }.unwrap();
    }
}

/// Reads a byte of mapped pages.
fn peek(addr: usize) -> u8 {
    // SAFETY: inside a mapping that outlives the thread.
    unsafe { ptr::with_exposed_provenance::<u8>(addr).read_volatile() }
}

/// Writes a byte of mapped pages.
fn poke(addr: usize, byte: u8) {
    // SAFETY: as above.
    unsafe { ptr::with_exposed_provenance_mut::<u8>(addr).write_volatile(byte) };
}

fn register(uffd: &OwnedFd, range: UffdioRange, mode: UffdioRegisterMode) -> Result<UffdioIoctls> {
    // SAFETY: only the test uses the pages.
    unsafe { ioctl_uffdio_register(uffd, range, mode) }
}

/// Fills the page at `dst` with one byte.
fn put(uffd: &OwnedFd, dst: u64, byte: u8) -> Result<()> {
    let page = [byte; PAGE];
    let mut copy = UffdioCopy::new(dst, page.as_ptr(), PAGE, UffdioCopyMode::empty());
    // SAFETY: the source is initialised, and only the test uses the pages.
    let done = unsafe { ioctl_uffdio_copy(uffd, &mut copy) };
    assert_eq!(copy.done(), if done.is_ok() { PAGE as u64 } else { 0 });
    done
}

/// Waits until the descriptor has a message.
fn wait(uffd: impl AsFd) {
    let mut fds = [PollFd::new(&uffd, PollFlags::IN)];
    let mut timeout = Timespec {
        tv_sec: 20,
        tv_nsec: 0,
    };
    assert_eq!(event::ppoll(&mut fds, Some(&mut timeout), None), Ok(1));
}

/// Reads the descriptor's next message.
fn next(uffd: &OwnedFd) -> UffdMsg {
    wait(uffd);
    let mut room = [0; UffdMsgs::SIZE];
    assert_eq!(io::read(uffd, &mut room), Ok(UffdMsgs::SIZE));
    let mut msgs = UffdMsgs::new(&room);
    let msg = msgs.next().unwrap();
    assert_eq!(msgs.next(), None);
    msg
}

/// The message for a fault at the start of a page.
fn fault(flags: UffdPagefaultFlags, address: u64) -> UffdMsg {
    UffdMsg::Pagefault {
        flags,
        address,
        ptid: None,
    }
}

/// Joins a thread that no longer waits for a fault.
fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !thread.is_finished() {
        assert!(Instant::now() < deadline, "the thread still waits");
        std::thread::sleep(Duration::from_millis(1));
    }
    thread.join().unwrap()
}

/// Sleeps long enough for a thread to proceed if it can.
fn pause() {
    std::thread::sleep(Duration::from_millis(20));
}
