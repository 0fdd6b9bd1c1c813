//! The vDSO missing, hidden, unmapped or blocked by a filter, and processes in a time namespace.

use std::process::Command;
use std::{env, fs, mem, ptr};

use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous};
#[cfg(target_arch = "x86")]
use trapgate::raw::int80 as direct;
#[cfg(target_arch = "x86_64")]
use trapgate::raw::syscall as direct;
use trapgate::raw::{self, Gate};
use trapgate::time::{ClockId, Timespec, clock_getres, clock_gettime, gettimeofday, time};
use trapgate::vdso::{self, Vdso};
use trapgate::{Errno, Sysno, process, thread};

use super::live::mapping;
use super::scene::{self, Played, judge, play};
use super::steady::{CLOCKS, has_getcpu, has_getres};
use super::{filter, oracle};
use crate::support::hide;
use crate::support::machine::proc;
use crate::support::program::example;
use crate::support::skip::skip;

/// The gate that needs no vDSO.
const PLAIN: Gate = if cfg!(target_arch = "x86") {
    Gate::Int80
} else {
    Gate::Syscall
};

#[test]
fn in_a_time_namespace() {
    play("in_a_time_namespace", "time namespace");
    play("in_a_time_namespace", "time namespace, used before");
}

/// Runs `body` in a child, which has only one thread; the test harness has two. Returns `None` if
/// `body` does, because it could not run there.
fn alone(body: impl FnOnce() -> Option<()>) -> Option<()> {
    // SAFETY: the other thread only waits for this one and holds no lock.
    let child = unsafe { libc::fork() };
    if child == 0 {
        process::exit_group(if body().is_some() { 33 } else { 34 });
    }
    let mut status = 0;
    // SAFETY: waits for the child that was forked above.
    unsafe { libc::waitpid(child, &raw mut status, 0) };
    match libc::WEXITSTATUS(status) {
        33 if libc::WIFEXITED(status) => Some(()),
        34 => None,
        _ => panic!("{status:#x}"),
    }
}

/// Compares the functions in a child whose monotonic clock is ahead.
pub(crate) fn time_namespace(used_before: bool) -> Played {
    const AHEAD: i64 = 5_000_000;
    if used_before {
        oracle::all_agree();
    }
    let body = || {
        let outside = oracle::clock_gettime(ClockId::MONOTONIC).ok()?;
        // SAFETY: CLONE_NEWTIME only affects the children of this process.
        let unshared = unsafe { libc::syscall(libc::SYS_unshare, 0x80) } == 0;
        let offsets = format!("monotonic {AHEAD} 0\nboottime {} 0\n", 2 * AHEAD);
        if !unshared || fs::write("/proc/self/timens_offsets", offsets).is_err() {
            return None;
        }
        let inside = alone(|| {
            let inside = clock_gettime(ClockId::MONOTONIC).ok()?;
            assert!(inside.tv_sec >= outside.tv_sec + AHEAD, "{inside:?}");
            let boot = clock_gettime(ClockId::BOOTTIME).ok()?;
            assert!(boot.tv_sec >= inside.tv_sec + AHEAD, "{boot:?}");
            for _ in 0..100 {
                oracle::all_agree();
            }
            Some(())
        });
        inside.expect("both clocks can be read");
        // The parent stays in its namespace.
        oracle::all_agree();
        let still = clock_gettime(ClockId::MONOTONIC).ok()?;
        assert!(still.tv_sec < outside.tv_sec + AHEAD);
        Some(())
    };
    alone(body).ok_or_else(|| "no time namespace".to_owned())
}

#[test]
fn without_proc() {
    play("without_proc", "no root");
}

/// Runs in an empty root directory, without /proc and /sys.
pub(crate) fn no_root() -> Played {
    let root = env::temp_dir().join(format!("trapgate-{}-root", std::process::id()));
    fs::create_dir(&root).unwrap();
    let path = std::ffi::CString::new(root.to_str().unwrap()).unwrap();
    // SAFETY: the path is a C string.
    let chroot = || unsafe { libc::chroot(path.as_ptr()) == 0 };
    // SAFETY: creates a user namespace, in which this process may change its root.
    let own = || unsafe { libc::unshare(libc::CLONE_NEWUSER) == 0 };
    let played = alone(|| {
        if !(chroot() || own() && chroot()) {
            return None;
        }
        env::set_current_dir("/").ok()?;
        assert!(!fs::exists("/proc").unwrap());
        oracle::all_agree();
        Some(())
    });
    fs::remove_dir(&root).unwrap();
    played.ok_or_else(|| "this process may not change its root".to_owned())
}

#[test]
fn hidden_by_a_supervisor() {
    let (image, entry) = (hide::AT_SYSINFO_EHDR, hide::AT_SYSINFO);
    // `AT_SYSINFO` is not hidden alone: if there is a vDSO, 32-bit glibc does not start without it.
    for entries in [&[image][..], &[image, entry]] {
        match hide::run(scene::command("hidden", &[]), entries) {
            Ok((_, output)) => judge("hidden_by_a_supervisor", "hidden", &output),
            Err(error) => skip("hidden_by_a_supervisor", format_args!("ptrace: {error}")),
        }
    }
}

pub(crate) fn hidden() -> Played {
    assert!(Vdso::current().is_none());
    oracle::all_agree();
    assert_every_call(None)
}

#[test]
fn under_valgrind() {
    const TEST: &str = "under_valgrind";
    if !proc(TEST) {
        return;
    }
    let around = ["valgrind", "-q", "--error-exitcode=9"];
    let Ok(output) = scene::command("oracle", &around).output() else {
        return skip(TEST, "valgrind is not installed");
    };
    let complaint = String::from_utf8_lossy(&output.stderr);
    // valgrind replaces functions of libc's loader and finds them by symbols, which a 32-bit libc
    // may lack. In that case the test runs a program without libc instead.
    if !complaint.contains("Fatal error at startup") {
        return judge(TEST, "oracle", &output);
    }
    let output = Command::new(around[0])
        .args(&around[1..])
        .arg(example("selftest", "release"))
        .args(["--check", "clocks", "clock_errors"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("2 passed, 0 failed, 0 skipped"), "{text}");
}

/// Checks that every function returns `error`, or succeeds if it is `None`.
#[track_caller]
fn assert_every_call(error: Option<Errno>) -> Played {
    assert_calls(error, error, error, error)
}

#[track_caller]
fn assert_calls(
    fine: Option<Errno>,
    getres: Option<Errno>,
    getcpu: Option<Errno>,
    cpu_time: Option<Errno>,
) -> Played {
    for clock in CLOCKS {
        assert_eq!(clock_gettime(clock).err(), fine, "{clock:?}");
        assert_eq!(clock_getres(clock).err(), getres, "{clock:?}");
    }
    assert_eq!(gettimeofday().err(), fine);
    assert_eq!(time().err(), fine);
    assert_eq!(thread::getcpu().err(), getcpu);
    for clock in [ClockId::PROCESS_CPUTIME_ID, ClockId::THREAD_CPUTIME_ID] {
        assert_eq!(clock_gettime(clock).err(), cpu_time, "{clock:?}");
    }
    Ok(())
}

/// Plays the scene if /proc is mounted, in which `enable` finds the image after `disable`.
fn under_a_filter(test: &str, filter: &str) {
    if proc(test) {
        play(test, filter);
    }
}

#[test]
fn under_a_filter_that_answers_nosys() {
    under_a_filter("under_a_filter_that_answers_nosys", "38");
}

#[test]
fn under_a_filter_that_answers_perm() {
    under_a_filter("under_a_filter_that_answers_perm", "1");
}

#[test]
fn under_a_filter_that_sends_a_signal() {
    under_a_filter("under_a_filter_that_sends_a_signal", "signal");
}

/// The error that the handler of `SIGSYS` makes the call return.
const TRAPPED: i32 = libc::EACCES;

extern "C" fn trapped(_: libc::c_int, _: *mut libc::siginfo_t, context: *mut libc::c_void) {
    #[cfg(target_arch = "x86")]
    const ANSWER: usize = libc::REG_EAX as usize;
    #[cfg(target_arch = "x86_64")]
    const ANSWER: usize = libc::REG_RAX as usize;
    let context = context.cast::<libc::ucontext_t>();
    // SAFETY: the kernel passes a valid context, and restores the registers from it.
    unsafe { (*context).uc_mcontext.gregs[ANSWER] = -TRAPPED as libc::greg_t };
}

/// Makes every system call that the vDSO replaces fail: `filter` is the error's number, or
/// `signal`.
pub(crate) fn filtered(filter: &str) -> Played {
    if Vdso::current().is_some() && !scene::readable_clock() {
        return Err("only the kernel can read this machine's clock source".to_owned());
    }
    let (action, number) = match filter.parse() {
        Ok(number) => (filter::errno(number), number),
        Err(_) => (filter::TRAP, TRAPPED),
    };
    // SAFETY: the handler only changes one register.
    unsafe {
        let mut handler: libc::sigaction = mem::zeroed();
        handler.sa_sigaction =
            trapped as extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) as usize;
        handler.sa_flags = libc::SA_SIGINFO;
        libc::sigaction(libc::SIGSYS, &raw const handler, ptr::null_mut());
    }
    filter::install(action)?;
    let error = Errno::from_raw(number);
    assert_eq!(oracle::clock_gettime(ClockId::REALTIME).err(), error);
    let unless = |there: bool| error.filter(|_| !there);
    let vdso = Vdso::current().is_some();
    let with = || {
        assert_calls(
            unless(vdso),
            unless(has_getres()),
            unless(has_getcpu()),
            error,
        )
    };
    with()?;
    vdso::disable();
    assert_every_call(error)?;
    vdso::enable();
    with()
}

#[test]
fn unmapped_before_the_first_use() {
    play("unmapped_before_the_first_use", "unmapped");
}

#[test]
fn unmapped_after_disable() {
    play("unmapped_after_disable", "unmapped, disabled");
}

#[test]
fn replaced_by_other_memory() {
    play("replaced_by_other_memory", "replaced");
}

/// Unmaps the vDSO in a child. After this, libc must not be called, because on i686 it enters the
/// kernel through the vDSO.
fn unmap() -> Option<&'static [u8]> {
    // The kernel does not allow unmapping only a part of the mapping.
    let bytes = mapping().or(Some(Vdso::current()?.bytes()))?;
    // SAFETY: nothing uses the vDSO after this call.
    let word = unsafe { direct::syscall2(Sysno::MUNMAP, bytes.as_ptr().addr(), bytes.len()) };
    raw::check(word).ok().map(|_| bytes)
}

/// Runs `body` in a child that unmaps its vDSO.
fn without(body: impl FnOnce() -> Option<()>) -> Played {
    let why = || "there is no vDSO, or it cannot be unmapped".to_owned();
    alone(body).ok_or_else(why)
}

/// Checks that every function works by its system call. If one does not, exits with its index plus
/// one as the status.
fn all_work() {
    let monotonic = || clock_gettime(ClockId::MONOTONIC);
    let (first, kernels, second) = (
        monotonic(),
        oracle::clock_gettime(ClockId::MONOTONIC),
        monotonic(),
    );
    let positive = |time: Timespec| time > Timespec::default();
    let holds = [
        Vdso::current().is_none(),
        first <= kernels && kernels <= second,
        first.is_ok_and(positive) && second.is_ok(),
        clock_getres(ClockId::MONOTONIC).is_ok_and(positive),
        gettimeofday().is_ok_and(|time| time.tv_sec > 0),
        time().is_ok_and(|time| time > 0),
        thread::getcpu().is_ok(),
        clock_gettime(ClockId::from_raw(-1)) == Err(Errno::INVAL),
    ];
    if let Some(place) = holds.iter().position(|&holds| !holds) {
        process::exit_group(place as i32 + 1);
    }
}

pub(crate) fn unmapped() -> Played {
    without(|| {
        unmap()?;
        all_work();
        Some(())
    })
}

pub(crate) fn unmapped_disabled() -> Played {
    oracle::all_agree();
    without(|| {
        vdso::disable();
        unmap()?;
        all_work();
        Some(())
    })
}

/// Maps other memory at the vDSO's address in the auxiliary vector.
pub(crate) fn replaced() -> Played {
    without(|| {
        // SAFETY: this gate needs no vDSO.
        unsafe { raw::set_gate(PLAIN) }.ok()?;
        let bytes = unmap()?;
        let address = ptr::with_exposed_provenance_mut(bytes.as_ptr().expose_provenance());
        let access = ProtFlags::READ | ProtFlags::WRITE;
        let flags = MapFlags::PRIVATE | MapFlags::FIXED;
        // SAFETY: maps zeros at an address where nothing is mapped.
        unsafe { mmap_anonymous(address, bytes.len(), access, flags) }.ok()?;
        all_work();
        Some(())
    })
}
