mod dup;
mod flags;
mod hint;
mod lease;
mod lock;
mod lock_ofd;
mod notify;
mod owner;
mod pipe;
mod seal;

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::time::{Duration, Instant};

use trapgate::fd::{AsFd, OwnedFd};
use trapgate::fs::{self, Mode, OpenFlags};
use trapgate::signal::Signal;

use crate::support::machine::{Right, capable};
use crate::support::skip::skip;

/// Opens the same file once more.
pub(super) fn again(fd: impl AsFd, flags: OpenFlags) -> OwnedFd {
    let path = format!("/proc/self/fd/{}", fd.as_fd().as_raw_fd());
    let path = CString::new(path).unwrap();
    fs::openat(fs::CWD, &path, flags | OpenFlags::CLOEXEC, Mode::empty()).unwrap()
}

/// Waits until `/proc/locks` reports that a process waits for a lock of this kind on the file.
pub(super) fn somebody_waits(fd: impl AsFd, kind: &str) {
    let inode = format!(":{} ", fs::fstat(fd).unwrap().ino);
    let deadline = Instant::now() + Duration::from_secs(20);
    let waits = |line: &str| line.contains("-> ") && line.contains(kind) && line.contains(&inode);
    while !std::fs::read_to_string("/proc/locks")
        .unwrap()
        .lines()
        .any(waits)
    {
        assert!(
            Instant::now() < deadline,
            "no process waits for {kind}{inode}"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// In a child: blocks a signal, so that it stays pending until [`comes`] takes it.
fn keep(signal: Signal) {
    // SAFETY: changes the signal mask of a process with one thread.
    unsafe { libc::sigprocmask(libc::SIG_BLOCK, &set(signal), std::ptr::null_mut()) };
}

fn set(signal: Signal) -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: the set is initialised as empty first.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        libc::sigaddset(set.as_mut_ptr(), signal.raw());
        set.assume_init()
    }
}

/// In a child: waits up to `tv_sec` seconds for a blocked signal, and returns the descriptor that
/// its information names.
fn comes(signal: Signal, tv_sec: i8) -> Option<i32> {
    /// The offset of the descriptor: after signal, error and code, aligned to a word, and a word of
    /// events.
    const FD: usize = 12_usize.next_multiple_of(size_of::<usize>()) + size_of::<usize>();
    let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
    let time = libc::timespec {
        tv_sec: tv_sec.into(),
        tv_nsec: 0,
    };
    // SAFETY: the kernel writes `info`, for which every byte pattern is valid.
    unsafe {
        let got = libc::sigtimedwait(&set(signal), info.as_mut_ptr(), &time);
        let fd = info.as_ptr().cast::<u8>().add(FD).cast::<i32>().read();
        (got == signal.raw()).then_some(fd)
    }
}

/// In a privileged child: changes to this user and loses the privileges.
fn become_user(real: u32, effective: u32) -> bool {
    let setresuid = trapgate::Sysno::from_name("setresuid32")
        .or(trapgate::Sysno::from_name("setresuid"))
        .unwrap();
    let [real, effective] = [real, effective].map(|id| id as usize);
    // SAFETY: the child has one thread, so all of the process changes.
    unsafe { trapgate::raw::syscall3(setresuid, real, effective, effective) == 0 }
}

/// Whether this process may change its user. If not, prints a skip of `test`.
fn may_become_another(test: &str) -> bool {
    let may = capable(Right::Setuid);
    if !may {
        skip(test, "no privilege to change the user");
    }
    may
}
