//! What a hosted test may expect of the machine and of its own process. A test asks here, by what the kernel does rather
//! than by user or version, and is a skip where the answer is no.
#![allow(dead_code, reason = "no test binary asks everything")]

use std::ffi::CStr;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::{env, mem, ptr};

use trapgate::Sysno;

use super::skip::skip;

/// The same conditions for every test binary, whoever starts it: `nohup` ignores `SIGHUP`, a shell ignores `SIGINT` in
/// what it starts in the background, and either is inherited. Runs before `main`, while there is one thread.
extern "C" fn start() {
    const ENOUGH: libc::rlim_t = 4096;
    // SAFETY: plain calls on memory of this frame. No thread but this one has started.
    let done = unsafe {
        let mut limit: libc::rlimit = mem::zeroed();
        let mut done = libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) == 0;
        limit.rlim_cur = limit.rlim_max.min(ENOUGH.max(limit.rlim_cur));
        done &= libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) == 0;

        for signal in 1..=libc::SIGRTMAX() {
            let mut action: libc::sigaction = mem::zeroed();
            // libc keeps two signals for itself and refuses these.
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
        eprintln!("the test's own process: {}", Error::last_os_error());
        std::process::abort();
    }
}

#[used]
// SAFETY: the section holds addresses of functions that libc calls before `main`, and this is one.
#[unsafe(link_section = ".init_array")]
static START: extern "C" fn() = start;

/// How many descriptors this process may have: its hard limit, up to what `start` asks for.
pub(crate) fn descriptors() -> u64 {
    // SAFETY: the kernel fills the struct.
    unsafe {
        let mut limit: libc::rlimit = mem::zeroed();
        libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit);
        limit.rlim_cur as u64
    }
}

/// In a new child: it ends when the thread that started it does, as that of a failed test.
pub(crate) fn end_with_parent() {
    // SAFETY: an attribute of the calling thread, and no memory.
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

/// Whether the running kernel has `call`, which is of Linux `version`, and lets this process make it. If not, `test` is
/// a skip. All arguments are -1: no descriptor, no address, and every unknown flag.
pub(crate) fn since(test: &str, call: Sysno, version: (u32, u32)) -> bool {
    // SAFETY: the calls that tests ask for are newer than Linux 5.4, and each refuses such arguments.
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
            skip(test, format_args!("{name} is refused here"));
            false
        }
        _ => true,
    }
}

/// `test` is a skip, for it wants `what` of Linux `version`.
pub(crate) fn before(test: &str, version: (u32, u32), what: impl std::fmt::Display) {
    let ((major, minor), running) = (version, release());
    skip(
        test,
        format_args!("{what}: of Linux {major}.{minor}, and this is {running}"),
    );
}

/// The running kernel's release, as `uname -r` prints it.
pub(crate) fn release() -> String {
    text(&uname().release)
}

/// Whether the kernel is one of 32 bits, and not only this program.
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
    // SAFETY: the kernel's strings end in zero.
    let text = unsafe { CStr::from_ptr(field.as_ptr()) };
    text.to_string_lossy().into_owned()
}

/// Rights of a process, by the kernel's numbers (`linux/capability.h`).
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

/// Whether this process has a right over the whole machine. User 0 of a user namespace has none of them, and user 0 of a
/// container has a few.
pub(crate) fn capable(right: Right) -> bool {
    /// The inode of the first user namespace (`PROC_USER_INIT_INO`).
    const FIRST: &str = "user:[4026531837]";
    // Without /proc nothing tells, and a user namespace is rare.
    let first =
        std::fs::read_link("/proc/self/ns/user").map_or(true, |name| name == Path::new(FIRST));

    // `_LINUX_CAPABILITY_VERSION_3`, and the calling thread.
    let mut header = [0x2008_0522_u32, 0];
    // The lower and the upper half of effective, permitted and inheritable.
    let mut sets = [[0_u32; 3]; 2];
    // SAFETY: the header and the two sets of three words that this version has.
    let got = unsafe { libc::syscall(libc::SYS_capget, header.as_mut_ptr(), sets.as_mut_ptr()) };
    let (word, bit) = (right as usize / 32, right as u32 % 32);
    first && got == 0 && sets[word][0] & (1 << bit) != 0
}

/// What `body` finds while no other program sets the clock: if one does, `body` looks once more.
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

/// How many nanoseconds the clock that may be set is from the monotonic one, to a millisecond.
fn apart() -> i128 {
    let now = |clock| {
        // SAFETY: zeros are a time, and libc writes nothing else.
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

/// This test program. Without /proc it is what the shell or cargo started.
pub(crate) fn itself() -> PathBuf {
    env::current_exe().unwrap_or_else(|_| env::args_os().next().unwrap().into())
}

/// Whether there is such a device, or a link to one. If not, `test` is a skip.
pub(crate) fn device(test: &str, path: &str) -> bool {
    let there = Path::new(path).exists();
    if !there {
        skip(test, format_args!("no {path}"));
    }
    there
}

/// Whether /proc is mounted. If not, `test` is a skip.
pub(crate) fn proc(test: &str) -> bool {
    let mounted = Path::new("/proc/self/stat").exists();
    if !mounted {
        skip(test, "/proc is not mounted");
    }
    mounted
}
