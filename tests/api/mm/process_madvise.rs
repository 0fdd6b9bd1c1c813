use trapgate::fd::{AsFd as _, BorrowedFd};
use trapgate::mm::{
    Advice, RemoteIoSlice, process_madvise, process_madvise_cold, process_madvise_collapse,
    process_madvise_pageout, process_madvise_willneed,
};
use trapgate::process::{WaitFlags, getpid};
use trapgate::{Errno, Sysno};

use super::pages::{PAGE, pages, unmap};
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::machine::{self, Right, capable};

/// The safe functions, which any process's pages accept. A range of two pages is too small for a
/// huge page.
type Safe = fn(BorrowedFd<'_>, &[RemoteIoSlice]) -> trapgate::Result<usize>;

const SAFE: &[(&str, Safe)] = &[
    ("cold", |fd, ranges| process_madvise_cold(fd, ranges)),
    ("pageout", |fd, ranges| process_madvise_pageout(fd, ranges)),
    ("willneed", |fd, ranges| {
        process_madvise_willneed(fd, ranges)
    }),
];

/// Whether the kernel has the call and allows it to this process. If not, prints a skip of `test`.
fn there(test: &str) -> bool {
    machine::since(test, Sysno::PROCESS_MADVISE, (5, 10))
}

/// The functions of `SAFE` that the kernel knows. Prints a skip of `test` for others.
fn safe(test: &str) -> Vec<&'static (&'static str, Safe)> {
    let (itself, addr) = (child::pidfd(getpid()), pages(1));
    let known = |(name, advise): &&(&str, Safe)| {
        let known = advise(itself.as_fd(), &[range(addr, 0, 1)]) != Err(Errno::INVAL);
        if !known {
            assert_eq!(*name, "willneed");
            machine::before(test, (5, 15), "no willneed for processes");
        }
        known
    };
    let safe = SAFE.iter().filter(known).collect();
    unmap(addr, 1);
    safe
}

fn bytes(base: usize, len: usize) -> RemoteIoSlice {
    RemoteIoSlice { base, len }
}

fn range(addr: *mut u8, at: usize, count: usize) -> RemoteIoSlice {
    bytes(addr.addr() + at * PAGE, count * PAGE)
}

#[test]
fn advice_to_itself() {
    if !there("advice_to_itself") {
        return;
    }
    let (itself, addr) = (child::pidfd(getpid()), pages(4));
    // SAFETY: inside the mapping.
    unsafe { addr.write_volatile(5) };
    for (name, advise) in safe("advice_to_itself") {
        let ranges = [range(addr, 3, 1), range(addr, 0, 2)];
        assert_eq!(advise(itself.as_fd(), &ranges), Ok(3 * PAGE), "{name}");
        // SAFETY: inside the mapping.
        assert_eq!(unsafe { addr.read_volatile() }, 5, "{name}");
        assert_eq!(advise(itself.as_fd(), &[]), Ok(0), "{name}");
    }
    unmap(addr, 4);
}

#[test]
fn advice_to_a_child() {
    if !there("advice_to_a_child") {
        return;
    }
    let privileged = capable(Right::SysNice);
    let or_perm = |result| if privileged { result } else { Err(Errno::PERM) };
    let addr = pages(2);
    // SAFETY: inside the mapping.
    unsafe { addr.write_volatile(5) };
    let (reader, writer) = trapgate::io::pipe2(trapgate::io::PipeFlags::CLOEXEC).unwrap();
    let process = child::start(|| {
        child::not_for_ever();
        let _ = trapgate::io::read(&reader, &mut [0]);
        // SAFETY: inside the mapping.
        unsafe { i32::from(addr.read_volatile()) }
    });
    let fd = child::pidfd(process);
    for (name, advise) in safe("advice_to_a_child") {
        let ranges = [range(addr, 0, 1), range(addr, 1, 1)];
        let done = advise(fd.as_fd(), &ranges);
        assert_eq!(done, or_perm(Ok(2 * PAGE)), "{name}");
    }
    // Advice that would change contents is rejected for another process.
    for advice in [Advice::DONTNEED, Advice::RANDOM, Advice::from_raw(-1)] {
        // SAFETY: the kernel rejects the advice.
        let done = unsafe { process_madvise(&fd, &[range(addr, 0, 1)], advice) };
        assert_eq!(done, Err(Errno::INVAL), "{advice:?}");
    }
    // Two pages are too few for a huge page. The kernel checks that last, so the other arguments
    // are right.
    let collapse = process_madvise_collapse(&fd, &[range(addr, 0, 2)]);
    assert_eq!(collapse, or_perm(Err(Errno::INVAL)));
    assert_eq!(trapgate::io::write(&writer, b"x"), Ok(1));
    let status = child::wait(process, WaitFlags::empty());
    assert_eq!(status.code(), Some(5));
    assert_eq!(
        process_madvise_cold(&fd, &[range(addr, 0, 1)]),
        Err(Errno::SRCH)
    );
    unmap(addr, 2);
}

#[test]
fn it_stops_at_the_first_error() {
    if !there("it_stops_at_the_first_error") {
        return;
    }
    let (itself, addr) = (child::pidfd(getpid()), pages(2));
    let odd = bytes(addr.addr() + 1, PAGE);
    let nothing = bytes(0, PAGE);
    for (name, advise) in safe("it_stops_at_the_first_error") {
        let advise = |ranges: &[RemoteIoSlice]| advise(itself.as_fd(), ranges);
        assert_eq!(
            advise(&[range(addr, 0, 1), odd, nothing]),
            Ok(PAGE),
            "{name}"
        );
        assert_eq!(
            advise(&[odd, range(addr, 0, 1)]),
            Err(Errno::INVAL),
            "{name}"
        );
        assert_eq!(advise(&[nothing]), Err(Errno::NOMEM), "{name}");
        let most = bytes(0, usize::MAX);
        assert_eq!(advise(&[most]), Err(Errno::INVAL), "{name}");
        let many = vec![range(addr, 0, 1); 1025];
        assert_eq!(advise(&many[..1024]), Ok(1024 * PAGE), "{name}");
        assert_eq!(advise(&many), Err(Errno::INVAL), "{name}");
    }
    unmap(addr, 2);
}

#[test]
fn what_is_no_process() {
    if !there("what_is_no_process") {
        return;
    }
    let addr = pages(1);
    let ranges = [range(addr, 0, 1)];
    let memory = memory();
    for fd in [closed(), memory.as_fd()] {
        for (name, advise) in SAFE {
            assert_eq!(advise(fd, &ranges), Err(Errno::BADF), "{name}");
        }
        assert_eq!(process_madvise_collapse(fd, &ranges), Err(Errno::BADF));
        // SAFETY: the call fails.
        let done = unsafe { process_madvise(fd, &ranges, Advice::COLD) };
        assert_eq!(done, Err(Errno::BADF));
    }
    unmap(addr, 1);
}

/// Since Linux 6.13 a process may give itself any advice.
#[test]
fn any_advice_to_itself() {
    if !there("any_advice_to_itself") {
        return;
    }
    let (itself, addr) = (child::pidfd(getpid()), pages(1));
    // SAFETY: only this test uses the page.
    unsafe {
        addr.write_volatile(5);
        match process_madvise(&itself, &[range(addr, 0, 1)], Advice::DONTNEED) {
            Ok(len) => assert_eq!((len, addr.read_volatile()), (PAGE, 0)),
            Err(error) => assert_eq!((error, addr.read_volatile()), (Errno::INVAL, 5)),
        }
    }
    unmap(addr, 1);
}

#[test]
fn a_range_says_its_address() {
    let range = format!("{:?}", bytes(0x5000, 12));
    assert_eq!(range, "RemoteIoSlice { base: 0x5000, len: 12 }");
}
