use std::time::{Duration, Instant};

use trapgate::event::{
    EventfdFlags, PollFd, PollFlags, TimerfdFlags, eventfd2, ppoll, timerfd_create,
};
use trapgate::fd::{AsFd, BorrowedFd};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::signal::{SigSet, Signal, kill};
use trapgate::time::{ClockId, Timespec};
use trapgate::{Errno, io, process};

use super::child;

/// Whether `execve` closes the descriptor.
pub(super) fn cloexec(fd: impl AsFd) -> bool {
    // SAFETY: only reads a flag of an open descriptor.
    unsafe { libc::fcntl(fd.as_fd().as_raw_fd(), libc::F_GETFD) == libc::FD_CLOEXEC }
}

const ZERO: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 0,
};

#[test]
fn eventfd2_counts() {
    let flags = EventfdFlags::NONBLOCK | EventfdFlags::CLOEXEC;
    let fd = eventfd2(u32::MAX, flags).unwrap();
    assert!(cloexec(&fd));
    assert_eq!(io::write(&fd, &2u64.to_ne_bytes()), Ok(8));
    let mut count = [0; 8];
    assert_eq!(io::read(&fd, &mut count), Ok(8));
    assert_eq!(u64::from_ne_bytes(count), u64::from(u32::MAX) + 2);
    assert_eq!(io::read(&fd, &mut count), Err(Errno::AGAIN));

    let semaphore = eventfd2(2, EventfdFlags::SEMAPHORE | EventfdFlags::NONBLOCK).unwrap();
    assert!(!cloexec(&semaphore));
    assert_eq!(io::read(&semaphore, &mut count), Ok(8));
    assert_eq!(u64::from_ne_bytes(count), 1);

    let unknown = eventfd2(0, EventfdFlags::from_bits_retain(2));
    assert_eq!(unknown.err(), Some(Errno::INVAL));
}

#[test]
fn ppoll_finds_what_is_ready() {
    let (reader, writer) = pipe2(PipeFlags::empty()).unwrap();
    let (quiet, _open) = pipe2(PipeFlags::empty()).unwrap();
    let nobody = {
        // SAFETY: a negative number is not a descriptor.
        unsafe { BorrowedFd::borrow_raw(-1) }
    };
    let mut fds = [
        PollFd::new(&quiet, PollFlags::IN),
        PollFd::new(&reader, PollFlags::IN),
        PollFd::new(&writer, PollFlags::OUT),
        PollFd::from_borrowed_fd(nobody, PollFlags::IN),
    ];
    let found = |fds: &[PollFd<'_>]| fds.iter().map(PollFd::revents).collect::<Vec<_>>();
    let none = PollFlags::empty();
    assert_eq!(ppoll(&mut fds, None, None), Ok(1));
    assert_eq!(found(&fds), [none, none, PollFlags::OUT, none]);

    io::write(&writer, b"x").unwrap();
    fds[2].set_events(PollFlags::PRI);
    let mut timeout = Timespec {
        tv_sec: 100,
        tv_nsec: 0,
    };
    assert_eq!(ppoll(&mut fds, Some(&mut timeout), None), Ok(1));
    assert_eq!(found(&fds), [none, PollFlags::IN, none, none]);
    assert!(
        (90..100).contains(&timeout.tv_sec),
        "remaining time: {timeout:?}"
    );
    assert!((1..1_000_000_000).contains(&timeout.tv_nsec), "{timeout:?}");
    assert_eq!(fds[1].as_fd().as_raw_fd(), reader.as_raw_fd());

    // The seconds do not fit in 32 bits.
    timeout.tv_sec = 1 << 33;
    assert_eq!(ppoll(&mut fds, Some(&mut timeout), None), Ok(1));
    assert!(timeout.tv_sec >= (1 << 33) - 10, "{timeout:?}");
}

#[test]
fn ppoll_reports_hangups() {
    let (reader, writer) = pipe2(PipeFlags::empty()).unwrap();
    drop(writer);
    let mut fds = [PollFd::new(&reader, PollFlags::empty())];
    assert_eq!(ppoll(&mut fds, None, None), Ok(1));
    assert_eq!(fds[0].revents(), PollFlags::HUP);
    assert_eq!(fds[0].events(), PollFlags::empty());
}

#[test]
fn ppoll_waits_for_its_time() {
    let (reader, _writer) = pipe2(PipeFlags::empty()).unwrap();
    let mut timeout = Timespec {
        tv_sec: 0,
        tv_nsec: 30_000_000,
    };
    let start = Instant::now();
    let mut fds = [PollFd::new(&reader, PollFlags::IN)];
    assert_eq!(ppoll(&mut fds, Some(&mut timeout), None), Ok(0));
    assert!(start.elapsed() >= Duration::from_millis(30));
    assert_eq!(timeout, ZERO);
    assert_eq!(ppoll(&mut [], Some(&mut timeout), None), Ok(0));
}

#[test]
fn ppoll_errors() {
    for (tv_sec, tv_nsec) in [
        (0, 1_000_000_000),
        (0, -1),
        (-1, 0),
        (0, i64::from(u32::MAX)),
    ] {
        let mut timeout = Timespec { tv_sec, tv_nsec };
        let answer = ppoll(&mut [], Some(&mut timeout), None);
        assert_eq!(answer, Err(Errno::INVAL), "{timeout:?}");
    }
}

#[test]
fn ppoll_with_a_mask() {
    child::holds(|| {
        child::handle(libc::SIGUSR1);
        let own = SigSet::empty().with(Signal::USR1);
        // SAFETY: blocks one signal in a child that has one thread; the set is 8 bytes long.
        unsafe {
            let (how, out) = (libc::SIG_BLOCK, std::ptr::null_mut::<SigSet>());
            libc::syscall(libc::SYS_rt_sigprocmask, how, &raw const own, out, 8);
        }
        let sent = kill(process::getpid(), Some(Signal::USR1));
        let mut timeout = Timespec {
            tv_sec: 0,
            tv_nsec: 1_000_000,
        };
        // The signal is pending. It is blocked first by the thread's own mask, then by a mask that
        // also blocks it, and then not at all.
        let (mut a, mut b) = (timeout, timeout);
        [
            sent == Ok(()),
            ppoll(&mut [], Some(&mut a), None) == Ok(0) && a == ZERO,
            ppoll(&mut [], Some(&mut b), Some(&SigSet::all())) == Ok(0),
            ppoll(&mut [], Some(&mut timeout), Some(&SigSet::empty())) == Err(Errno::INTR),
            ppoll(&mut [], Some(&mut timeout), Some(&SigSet::empty())) == Ok(0),
        ]
    });
}

#[test]
fn timerfd_create_makes_an_idle_timer() {
    let timer = timerfd_create(ClockId::BOOTTIME, TimerfdFlags::NONBLOCK).unwrap();
    assert!(!cloexec(&timer));
    assert_eq!(io::read(&timer, &mut [0; 8]), Err(Errno::AGAIN));
    assert_eq!(io::read(&timer, &mut [0; 7]), Err(Errno::INVAL));
    assert!(cloexec(
        timerfd_create(ClockId::MONOTONIC, TimerfdFlags::CLOEXEC).unwrap()
    ));
    let unknown = timerfd_create(ClockId::MONOTONIC, TimerfdFlags::from_bits_retain(1));
    assert_eq!(unknown.err(), Some(Errno::INVAL));
    let clock = timerfd_create(ClockId::MONOTONIC_COARSE, TimerfdFlags::empty());
    assert_eq!(clock.err(), Some(Errno::INVAL));
}
