//! Child processes, for what a test cannot do in the process of the suite.

use std::time::{Duration, Instant};

use trapgate::Errno;
use trapgate::fd::OwnedFd;
use trapgate::process::{self, Fork, WaitFlags, WaitStatus};
use trapgate::types::id::Pid;

use crate::support::filter::{self, Filter};
use crate::support::machine;

/// Starts a child that exits with what `body` returns. The child has only the calling thread, so
/// `body` must neither allocate nor panic.
pub(crate) fn start(body: impl FnOnce() -> i32) -> Pid {
    // SAFETY: the child does only what a signal handler may do, and then exits.
    match unsafe { process::fork() }.unwrap() {
        Fork::Child => {
            machine::end_with_parent();
            process::exit_group(body())
        }
        Fork::Parent(child) => child,
    }
}

/// Opens a descriptor (a pidfd) of a process.
pub(crate) fn pidfd(process: Pid) -> OwnedFd {
    // SAFETY: `pidfd_open` accesses no memory, and the descriptor is new.
    unsafe {
        let fd = libc::syscall(libc::SYS_pidfd_open, process.raw(), 0);
        assert!(fd >= 0, "{}", std::io::Error::last_os_error());
        OwnedFd::from_raw_fd(fd as i32)
    }
}

/// Waits for this child only, because other tests have children of their own.
pub(crate) fn wait(child: Pid, flags: WaitFlags) -> WaitStatus {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let news = process::wait4(child, flags | WaitFlags::NOHANG, None).unwrap();
        if let Some((pid, status)) = news {
            assert_eq!(pid, child);
            return status;
        }
        assert!(Instant::now() < deadline, "child {child} does not exit");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Runs `body` in a child and returns the child's exit code.
pub(crate) fn run(body: impl FnOnce() -> i32) -> i32 {
    let status = wait(start(body), WaitFlags::empty());
    status.code().unwrap_or_else(|| panic!("{status:?}"))
}

/// Asserts that every condition that `body` returns in a child is true.
#[track_caller]
pub(crate) fn holds<const N: usize>(body: impl FnOnce() -> [bool; N]) {
    let code = run(|| {
        let found = body();
        let wrong = found.iter().position(|found| !found);
        wrong.map_or(100, |at| at as i32)
    });
    assert_eq!(code, 100, "the index of the first condition that is false");
}

/// In a child that waits for its parent: makes sure that the child ends even if the parent fails.
pub(crate) fn not_for_ever() {
    // SAFETY: the timer belongs to the child.
    unsafe { libc::alarm(60) };
}

/// In a child: gives up every capability for good, without changing the user.
pub(crate) fn without_rights() {
    // `_LINUX_CAPABILITY_VERSION_3` and the calling thread.
    let (header, none) = ([0x2008_0522_u32, 0], [0_u32; 6]);
    // SAFETY: the kernel reads the header and, in this version, two sets of three words.
    unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), none.as_ptr()) };
}

/// In a child: closes every descriptor from `first` on, because other tests opened them.
pub(crate) fn close_from(first: i32) {
    for fd in first..4096 {
        // SAFETY: the child is a copy of the process in which no other code uses these descriptors.
        unsafe { libc::close(fd) };
    }
}

/// In a child: installs a handler for `signal` that does nothing and does not restart calls.
pub(crate) fn handle(signal: i32) {
    extern "C" fn nothing(_: i32) {}
    // SAFETY: zeros are a valid action without flags, and the handler does nothing.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = nothing as extern "C" fn(i32) as usize;
        libc::sigaction(signal, &action, std::ptr::null_mut());
    }
}

/// In a child: sends `SIGALRM` after this many milliseconds, and every 10 milliseconds after that.
pub(crate) fn alarm(millis: i64) {
    handle(libc::SIGALRM);
    let time = |millis: i64| libc::timeval {
        tv_sec: 0,
        tv_usec: (millis * 1000) as libc::suseconds_t,
    };
    let timer = libc::itimerval {
        it_interval: time(10),
        it_value: time(millis),
    };
    // SAFETY: the timer belongs to this process, and its signal has a handler. libc has no function
    // for it.
    unsafe {
        libc::syscall(
            libc::SYS_setitimer,
            libc::ITIMER_REAL,
            &raw const timer,
            std::ptr::null_mut::<libc::itimerval>(),
        );
    }
}

/// The error that every call returns in [`without_calls`]. The kernel never returns it.
pub(crate) const NO_CALL: Errno = Errno::from_raw(4000).unwrap();

/// Like [`holds`], in a child in which every system call returns [`NO_CALL`]. This distinguishes
/// what is rejected without a call from what the kernel rejects. Returns `Err` with the reason if
/// no filter can be installed.
#[track_caller]
pub(crate) fn without_calls<const N: usize>(body: impl FnOnce() -> [bool; N]) -> Result<(), Errno> {
    let calls = [libc::SYS_exit_group as u32];
    let filter = Filter::new(calls, filter::ALLOW, filter::errno(NO_CALL.raw()));
    let code = run(|| {
        if filter.install().is_err() {
            return 101;
        }
        let found = body();
        let wrong = found.iter().position(|found| !found);
        wrong.map_or(100, |at| at as i32)
    });
    if code == 101 {
        return Err(Errno::NOSYS);
    }
    assert_eq!(code, 100, "the index of the first condition that is false");
    Ok(())
}
