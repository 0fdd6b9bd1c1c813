//! What a hosted test may expect of the machine and of its own process.
//!
//! A test asks this module whether the kernel allows what it needs, and is skipped if not. The
//! functions try the operation instead of looking at the user or the kernel's version.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::ffi::CStr;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::{env, mem, ptr};

use trapgate::Sysno;

use super::skip::skip;

/// Gives every test binary the same conditions, however it was started: `nohup` ignores `SIGHUP`, a
/// shell ignores `SIGINT` in background jobs, and children inherit both. Runs before `main`, while
/// the process has one thread.
extern "C" fn start() {
    const ENOUGH: libc::rlim_t = 4096;
    // SAFETY: the calls use memory of this frame, and no other thread has started.
    let done = unsafe {
        let mut limit: libc::rlimit = mem::zeroed();
        let mut done = libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) == 0;
        limit.rlim_cur = limit.rlim_max.min(ENOUGH.max(limit.rlim_cur));
        done &= libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) == 0;

        for signal in 1..=libc::SIGRTMAX() {
            let mut action: libc::sigaction = mem::zeroed();
            // libc reserves two signals and rejects them here.
            if libc::sigaction(signal, ptr::null(), &raw mut action) == 0
                && action.sa_sigaction == libc::SIG_IGN
            {
                done &= libc::signal(signal, libc::SIG_DFL) != libc::SIG_ERR;
            }
        }
        let mut none: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&raw mut none);
        done & (libc::sigprocmask(libc::SIG_SETMASK, &raw const none, ptr::null_mut()) == 0)
    };
    if !done {
        eprintln!(
            "cannot prepare the test process: {}",
            Error::last_os_error()
        );
        std::process::abort();
    }
}

#[used]
// SAFETY: libc calls the functions in this section before `main`, and `start` is such a function.
#[unsafe(link_section = ".init_array")]
static START: extern "C" fn() = start;

/// Returns how many descriptors this process may have: its hard limit, but at most as many as
/// `start` requests.
pub(crate) fn descriptors() -> u64 {
    // SAFETY: the kernel fills the struct.
    unsafe {
        let mut limit: libc::rlimit = mem::zeroed();
        libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit);
        limit.rlim_cur as u64
    }
}

/// For a new child: makes the kernel end it when the thread that started it ends, for example
/// because its test failed.
pub(crate) fn end_with_parent() {
    // SAFETY: sets an attribute of the calling thread and accesses no memory.
    unsafe {
        libc::prctl(
            libc::PR_SET_PDEATHSIG,
            libc::SIGKILL as libc::c_ulong,
            0,
            0,
            0,
        )
    };
}

/// Returns whether the running kernel has `call`, which Linux added in `version`, and lets this
/// process make it. If not, `test` is skipped. All arguments are -1: no descriptor, no address, and
/// every unknown flag.
pub(crate) fn since(test: &str, call: Sysno, version: (u32, u32)) -> bool {
    // SAFETY: tests only ask for calls that are newer than Linux 5.4, and each of these rejects
    // such arguments.
    let result = unsafe {
        let none: libc::c_long = -1;
        libc::syscall(call.raw() as _, none, none, none, none, none, none)
    };
    let (error, name) = (Error::last_os_error(), call.name().unwrap_or("it"));
    match error.raw_os_error() {
        Some(libc::ENOSYS) if result == -1 => {
            before(test, version, format_args!("no {name}"));
            false
        }
        Some(libc::EPERM) if result == -1 => {
            skip(test, format_args!("this machine refuses {name}"));
            false
        }
        _ => true,
    }
}

/// Skips `test` because it needs `what`, which Linux added in `version`.
pub(crate) fn before(test: &str, version: (u32, u32), what: impl std::fmt::Display) {
    let ((major, minor), running) = (version, release());
    skip(
        test,
        format_args!("{what} needs Linux {major}.{minor}, and this is {running}"),
    );
}

/// Returns the running kernel's release, as `uname -r` prints it.
pub(crate) fn release() -> String {
    text(&uname().release)
}

/// Returns whether the kernel itself is a 32-bit one, not only this program.
pub(crate) fn is_32_bit() -> bool {
    text(&uname().machine) != "x86_64"
}

fn uname() -> libc::utsname {
    // SAFETY: the kernel fills the struct.
    unsafe {
        let mut name = mem::zeroed();
        libc::uname(&raw mut name);
        name
    }
}

fn text(field: &[libc::c_char]) -> String {
    // SAFETY: the kernel ends its strings with a zero.
    let text = unsafe { CStr::from_ptr(field.as_ptr()) };
    text.to_string_lossy().into_owned()
}

/// Capabilities of a process, by the kernel's numbers (`linux/capability.h`).
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Right {
    Chown = 0,
    DacOverride = 1,
    DacReadSearch = 2,
    Fowner = 3,
    Kill = 5,
    Setgid = 6,
    Setuid = 7,
    LinuxImmutable = 9,
    NetAdmin = 12,
    IpcLock = 14,
    SysRawio = 17,
    SysChroot = 18,
    SysPtrace = 19,
    SysAdmin = 21,
    SysBoot = 22,
    SysNice = 23,
    SysResource = 24,
    SysTime = 25,
    SysTtyConfig = 26,
    Mknod = 27,
    Lease = 28,
    Bpf = 39,
}

/// Returns whether this process has a capability in the initial user namespace. User 0 of another
/// user namespace has none of them, and user 0 of a container has a few.
pub(crate) fn capable(right: Right) -> bool {
    /// The inode of the first user namespace (`PROC_USER_INIT_INO`).
    const FIRST: &str = "user:[4026531837]";
    // Without /proc this cannot be found out. The test then assumes the initial namespace, because
    // others are rare.
    let first =
        std::fs::read_link("/proc/self/ns/user").map_or(true, |name| name == Path::new(FIRST));

    // `_LINUX_CAPABILITY_VERSION_3`, and 0 for the calling thread.
    let mut header = [0x2008_0522_u32, 0];
    // The low and the high words of the effective, permitted and inheritable sets.
    let mut sets = [[0_u32; 3]; 2];
    // SAFETY: the kernel reads the header and writes the two sets of three words that this version
    // has.
    let got = unsafe { libc::syscall(libc::SYS_capget, header.as_mut_ptr(), sets.as_mut_ptr()) };
    let (word, bit) = (right as usize / 32, right as u32 % 32);
    first && got == 0 && sets[word][0] & (1 << bit) != 0
}

/// Returns the result of `body` from a time during which no other program set the clock. If one
/// did, `body` runs again, up to 100 times.
pub(crate) fn while_no_clock_is_set<T>(mut body: impl FnMut() -> T) -> T {
    for _ in 0..100 {
        let before = apart();
        let found = body();
        if apart().abs_diff(before) < 2_000_000 {
            return found;
        }
    }
    body()
}

/// Returns the distance in nanoseconds between the realtime and the monotonic clock, accurate to a
/// millisecond.
fn apart() -> i128 {
    let now = |clock| {
        // SAFETY: all zeros are a valid time, and libc writes nothing but a time.
        let time = unsafe {
            let mut time: libc::timespec = mem::zeroed();
            libc::clock_gettime(clock, &raw mut time);
            time
        };
        i128::from(time.tv_sec) * 1_000_000_000 + i128::from(time.tv_nsec)
    };
    loop {
        let (start, wall) = (now(libc::CLOCK_MONOTONIC), now(libc::CLOCK_REALTIME));
        if now(libc::CLOCK_MONOTONIC) - start < 1_000_000 {
            return wall - start;
        }
    }
}

/// Returns the path of this test program. Without /proc, that is the path by which it was started.
pub(crate) fn itself() -> PathBuf {
    env::current_exe().unwrap_or_else(|_| env::args_os().next().unwrap().into())
}

/// Returns whether this device, or a link to it, exists. If not, `test` is skipped.
pub(crate) fn device(test: &str, path: &str) -> bool {
    let there = Path::new(path).exists();
    if !there {
        skip(test, format_args!("no {path}"));
    }
    there
}

/// Returns whether /proc is mounted. If not, `test` is skipped.
pub(crate) fn proc(test: &str) -> bool {
    let mounted = Path::new("/proc/self/stat").exists();
    if !mounted {
        skip(test, "/proc is not mounted");
    }
    mounted
}
