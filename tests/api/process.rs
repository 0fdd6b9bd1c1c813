use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::ptr::{self, null, null_mut};

use trapgate::mm::{MapFlags, ProtFlags, mmap_anonymous};
use trapgate::process::{self, Dumpable, Rusage, WaitFlags, WaitStatus};
use trapgate::signal::{self, Signal};
use trapgate::time::{ClockId, clock_gettime};
use trapgate::types::id::{Gid, Pid, Uid};
use trapgate::{Errno, Sysno, raw};

use super::child;
use super::supervisor::answered;
use crate::support::machine::{Right, capable, proc};

/// The call with 32-bit ids, which has its own name on i686.
fn wide_ids(name: &str) -> Sysno {
    let wide = Sysno::from_name(&format!("{name}32"));
    wide.or(Sysno::from_name(name)).unwrap()
}

#[test]
fn ids_agree_with_libc() {
    assert_eq!(process::getpid().raw() as u32, std::process::id());
    // SAFETY: these calls take no arguments and change nothing.
    unsafe {
        assert_eq!(process::getppid().raw(), libc::getppid());
        assert_eq!(process::getuid().raw(), libc::getuid());
        assert_eq!(process::geteuid().raw(), libc::geteuid());
        assert_eq!(process::getgid().raw(), libc::getgid());
        assert_eq!(process::getegid().raw(), libc::getegid());
    }
    let parent = process::getpid();
    assert_eq!(child::run(|| (process::getppid() == parent).into()), 1);
}

#[test]
fn ids_of_32_bits() {
    if !(capable(Right::Setuid) && capable(Right::Setgid)) {
        return crate::support::skip::skip("ids_of_32_bits", "no privilege to take other ids");
    }
    let (groups, gids, uids) = ["setgroups", "setresgid", "setresuid"].map(wide_ids).into();
    child::holds(|| {
        let list = [70_001u32, 4_000_000_000];
        // SAFETY: `list` holds two ids, and the child has one thread.
        unsafe {
            raw::syscall2(groups, 2, list.as_ptr().addr());
            raw::syscall3(gids, 70_002, 70_003, 70_004);
            raw::syscall3(uids, 70_005, 70_006, 70_007);
        }
        let gid = Gid::from_raw;
        let uid = Uid::from_raw;
        let mut got = [gid(1); 3];
        [
            process::getgroups(&mut []) == Ok(2),
            process::getgroups(&mut got[..1]) == Err(Errno::INVAL),
            process::getgroups(&mut got) == Ok(2),
            got == [gid(70_001), gid(4_000_000_000), gid(1)],
            process::getgid() == gid(70_002) && process::getegid() == gid(70_003),
            process::getresgid() == Ok((gid(70_002), gid(70_003), gid(70_004))),
            process::getuid() == uid(70_005) && process::geteuid() == uid(70_006),
            process::getresuid() == Ok((uid(70_005), uid(70_006), uid(70_007))),
        ]
    });
}

/// A supervisor answers, so the test needs neither the privilege to set groups nor any groups.
#[test]
fn groups_go_to_the_front_of_the_list() {
    let ids = [70_001, 4_000_000_000];
    let write = |arguments: [u64; 6]| {
        if arguments[0] != 0 {
            let list = ptr::with_exposed_provenance_mut::<[u32; 2]>(arguments[1] as usize);
            // SAFETY: this is the list of the call being answered, with room for three ids.
            unsafe { list.write(ids) };
        }
        2
    };
    let (mut list, [first, second]) = ([Gid::from_raw(1); 3], ids.map(Gid::from_raw));
    let calls = || (process::getgroups(&mut []), process::getgroups(&mut list));
    let number = wide_ids("getgroups");
    if let Some(found) = answered("groups_go_to_the_front_of_the_list", number, write, calls) {
        assert_eq!(found, (Ok(2), Ok(2)));
        assert_eq!(list, [first, second, Gid::from_raw(1)]);
    }
}

#[test]
fn exit_group_keeps_8_bits() {
    for (status, code) in [
        (0, 0),
        (1, 1),
        (255, 255),
        (256, 0),
        (-1, 255),
        (i32::MIN, 0),
    ] {
        assert_eq!(child::run(|| status), code);
    }
}

#[test]
fn fork_copies_memory() {
    let mut value = 1;
    let seen = child::run(|| {
        value += 1;
        value
    });
    assert_eq!((seen, value), (2, 1));
}

#[test]
fn wait4_reports_how_a_child_ended() {
    for signal in [Signal::KILL, Signal::TERM, Signal::RTMAX] {
        let child = child::start(|| {
            loop {
                std::hint::spin_loop();
            }
        });
        assert_eq!(
            process::wait4(child, WaitFlags::NOHANG, None),
            Ok(None),
            "it is still running"
        );
        assert_eq!(signal::kill(child, Some(signal)), Ok(()));
        let (pid, status) = process::wait4(child, WaitFlags::empty(), None)
            .unwrap()
            .unwrap();
        assert_eq!(
            (pid, status.signal(), status.code()),
            (child, Some(signal), None)
        );
        assert!(status.signaled() && !status.exited() && !status.stopped() && !status.continued());
        assert!(!status.core_dumped());
    }
}

#[test]
fn wait4_reports_usage() {
    const MEMORY: usize = 32 << 20;
    let child = child::start(|| {
        let (rw, private) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: a new mapping, and every write is inside it.
        unsafe {
            let Ok(memory) = mmap_anonymous(null_mut(), MEMORY, rw, private) else {
                return 1;
            };
            for at in (0..MEMORY).step_by(4096) {
                memory.cast::<u8>().add(at).write_volatile(1);
            }
        }
        loop {
            match clock_gettime(ClockId::PROCESS_CPUTIME_ID) {
                Ok(time) if time.tv_sec == 0 && time.tv_nsec < 100_000_000 => {}
                _ => return 3,
            }
        }
    });
    let mut usage = MaybeUninit::<Rusage>::uninit();
    let news = process::wait4(child, WaitFlags::empty(), Some(&mut usage));
    assert_eq!(news.unwrap().unwrap().1.code(), Some(3));
    // SAFETY: the call returned a child, so the kernel wrote `usage`.
    let usage = unsafe { usage.assume_init() };
    let (user, system) = (usage.utime(), usage.stime());
    assert!(
        user.tv_usec < 1_000_000 && system.tv_usec < 1_000_000,
        "{usage:?}"
    );
    let micros = (user.tv_sec + system.tv_sec) * 1_000_000 + user.tv_usec + system.tv_usec;
    assert!((90_000..10_000_000).contains(&micros), "{usage:?}");
    assert!(
        (MEMORY as i64 >> 10..1 << 24).contains(&usage.maxrss()),
        "{usage:?}"
    );
    assert!(usage.minflt() > 0 && usage.majflt() >= 0, "{usage:?}");
    assert!(usage.inblock() >= 0 && usage.oublock() >= 0, "{usage:?}");
    assert!(usage.nvcsw() >= 0 && usage.nivcsw() >= 0, "{usage:?}");
}

#[test]
fn wait4_reports_stops() {
    let child = child::start(|| {
        loop {
            std::hint::spin_loop();
        }
    });
    let all = WaitFlags::UNTRACED | WaitFlags::CONTINUED;
    signal::kill(child, Some(Signal::STOP)).unwrap();
    let status = child::wait(child, all);
    assert!(status.stopped() && !status.signaled() && !status.exited() && !status.continued());
    assert_eq!((status.signal(), status.code()), (Some(Signal::STOP), None));
    assert_eq!(format!("{status:?}"), "stopped(SIGSTOP)");
    signal::kill(child, Some(Signal::CONT)).unwrap();
    let status = child::wait(child, all);
    assert!(status.continued() && !status.stopped() && !status.signaled() && !status.exited());
    assert_eq!((status.signal(), status.code()), (None, None));
    signal::kill(child, Some(Signal::KILL)).unwrap();
    assert_eq!(child::wait(child, all).signal(), Some(Signal::KILL));
    assert_eq!(process::wait4(child, all, None), Err(Errno::CHILD));
}

#[test]
fn wait4_any_child_and_none() {
    let code = child::run(|| {
        let any = Pid::from_raw(-1);
        let before = process::wait4(any, WaitFlags::empty(), None);
        let child = child::start(|| 9);
        let after = process::wait4(any, WaitFlags::ALL, None);
        match (before, after) {
            (Err(Errno::CHILD), Ok(Some((pid, status)))) if pid == child => {
                status.code().unwrap_or(-1)
            }
            _ => 1,
        }
    });
    assert_eq!(code, 9);
    let me = process::getpid();
    for flags in [WaitFlags::EXITED, WaitFlags::from_bits_retain(1 << 20)] {
        assert_eq!(process::wait4(me, flags, None), Err(Errno::INVAL));
    }
    let least = Pid::from_raw(i32::MIN);
    assert_eq!(
        process::wait4(least, WaitFlags::NOHANG, None),
        Err(Errno::SRCH)
    );
}

#[test]
fn wait_status_is_total() {
    for raw in (0..0x1_0000).chain([-1, i32::MIN, i32::MAX, 0x0085_057f]) {
        let status = WaitStatus::from_raw(raw);
        assert_eq!(status.raw(), raw);
        assert_eq!(status.exited(), libc::WIFEXITED(raw));
        assert_eq!(status.signaled(), libc::WIFSIGNALED(raw));
        assert_eq!(status.stopped(), libc::WIFSTOPPED(raw));
        assert_eq!(status.continued(), libc::WIFCONTINUED(raw));
        if let Some(code) = status.code() {
            assert_eq!(code, libc::WEXITSTATUS(raw));
        }
        if let Some(signal) = status.signal() {
            let stopped = status.stopped();
            let number = if stopped {
                libc::WSTOPSIG(raw)
            } else {
                libc::WTERMSIG(raw)
            };
            assert_eq!(signal.raw(), number);
        }
        assert_eq!(
            status.core_dumped(),
            status.signaled() && libc::WCOREDUMP(raw)
        );
    }
    let texts = [0x0700, 0x0009, 0x008b, 0xffff, 0x857f].map(WaitStatus::from_raw);
    assert_eq!(
        format!("{texts:?}"),
        "[exited(7), signaled(SIGKILL), signaled(SIGSEGV, core dumped), continued, WaitStatus(0x857f)]"
    );
}

/// Runs a program in a child, which exits with the error's number if that fails.
fn exec(path: &CStr, argv: &[&CStr], envp: &[&CStr]) -> i32 {
    let list = |strings: &[&CStr]| -> Vec<_> {
        strings.iter().map(|s| s.as_ptr()).chain([null()]).collect()
    };
    let (argv, envp) = (list(argv), list(envp));
    // SAFETY: both lists contain pointers to strings and end with a null pointer.
    child::run(
        || match unsafe { process::execve(path, argv.as_ptr(), envp.as_ptr()) } {
            Ok(()) => 0,
            Err(error) => error.raw(),
        },
    )
}

#[test]
fn execve_runs_a_program() {
    assert_eq!(exec(c"/bin/true", &[c"true"], &[]), 0);
    let script = c"test \"$1-$VALUE\" = one-two && exit 77";
    let sh = [c"sh", c"-c", script, c"sh", c"one"];
    assert_eq!(exec(c"/bin/sh", &sh, &[c"VALUE=two"]), 77);
}

#[test]
fn execve_errors() {
    assert_eq!(exec(c"/nonexistent", &[], &[]), Errno::NOENT.raw());
    assert_eq!(exec(c"", &[], &[]), Errno::NOENT.raw());
    assert_eq!(exec(c"/", &[], &[]), Errno::ACCES.raw());
    assert_eq!(exec(c"/bin/true/x", &[], &[]), Errno::NOTDIR.raw());
}

#[test]
fn prctl_name() {
    if !proc("prctl_name") {
        return;
    }
    let thread = std::thread::spawn(|| {
        let mut buf = [MaybeUninit::uninit(); 16];
        for (name, kept) in [
            (c"", c""),
            (c"short", c"short"),
            (c"exactly 15 long", c"exactly 15 long"),
            (c"this one is too long", c"this one is too"),
        ] {
            assert_eq!(process::prctl_set_name(name), Ok(()));
            assert_eq!(process::prctl_get_name(&mut buf), Ok(kept));
        }
        let seen = std::fs::read_to_string("/proc/thread-self/comm").unwrap();
        assert_eq!(seen, "this one is too\n");
    });
    thread.join().unwrap();
}

#[test]
fn prctl_dumpable() {
    child::holds(|| {
        let first = process::prctl_get_dumpable();
        let set = process::prctl_set_dumpable(Dumpable::DISABLE);
        let second = process::prctl_get_dumpable();
        let refused = process::prctl_set_dumpable(Dumpable::ROOT);
        let unknown = process::prctl_set_dumpable(Dumpable::from_raw(u32::MAX));
        [
            first == Ok(Dumpable::USER),
            set == Ok(()),
            second == Ok(Dumpable::DISABLE),
            refused == Err(Errno::INVAL),
            unknown == Err(Errno::INVAL),
        ]
    });
}

#[test]
fn prctl_no_new_privs() {
    // It may already be set because of a seccomp filter.
    let before = process::prctl_get_no_new_privs();
    child::holds(|| {
        [
            process::prctl_get_no_new_privs() == before,
            process::prctl_set_no_new_privs() == Ok(()),
            process::prctl_get_no_new_privs() == Ok(true),
            process::prctl_set_no_new_privs() == Ok(()),
        ]
    });
    assert_eq!(process::prctl_get_no_new_privs(), before);
}

#[test]
fn no_new_privs_is_the_returned_word() {
    for (word, expected) in [(0, false), (1, true)] {
        let get = process::prctl_get_no_new_privs;
        let found = answered(
            "no_new_privs_is_the_returned_word",
            Sysno::PRCTL,
            |_| word,
            get,
        );
        assert!(found.is_none_or(|found| found == Ok(expected)), "{word}");
    }
}
