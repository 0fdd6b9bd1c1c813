use trapgate::Errno;
use trapgate::process::{self, WaitFlags};
use trapgate::signal::{SigSet, Signal, kill};
use trapgate::types::id::Pid;

use super::child;
use crate::support::machine::{Right, capable};

#[test]
fn kill_sends() {
    let child = child::start(|| {
        loop {
            std::hint::spin_loop();
        }
    });
    assert_eq!(kill(child, None), Ok(()));
    assert_eq!(kill(child, Some(Signal::USR1)), Ok(()));
    let status = child::wait(child, WaitFlags::empty());
    assert_eq!(status.signal(), Some(Signal::USR1));
    assert_eq!(kill(child, None), Err(Errno::SRCH));
}

#[test]
fn kill_sends_to_a_group() {
    let code = child::run(|| {
        // The signal must end the child's child, whatever disposition was inherited.
        // SAFETY: this affects only the child: its process group and its disposition.
        unsafe {
            libc::setpgid(0, 0);
            libc::signal(libc::SIGHUP, libc::SIG_DFL);
        }
        let child = child::start(|| {
            loop {
                std::hint::spin_loop();
            }
        });
        child::handle(libc::SIGHUP);
        let group = Pid::from_raw(process::getpid().raw().wrapping_neg());
        let sent = kill(group, Some(Signal::HUP));
        match sent {
            Ok(()) => child::wait(child, WaitFlags::empty())
                .signal()
                .map_or(0, Signal::raw),
            Err(_) => 0,
        }
    });
    assert_eq!(code, Signal::HUP.raw());
}

#[test]
fn kill_errors() {
    assert_eq!(kill(Pid::from_raw(i32::MAX), None), Err(Errno::SRCH));
    assert_eq!(kill(Pid::from_raw(i32::MIN), None), Err(Errno::SRCH));
    if !capable(Right::Setuid) {
        return crate::support::skip::skip("kill_errors", "no privilege to take another id");
    }
    let code = child::run(|| {
        // SAFETY: the child has one thread, so all of the process changes.
        unsafe { libc::syscall(libc::SYS_setuid, 1000) };
        match kill(Pid::from_raw(1), None) {
            Err(error) => error.raw(),
            Ok(()) => 0,
        }
    });
    assert_eq!(code, Errno::PERM.raw());
}

#[test]
fn signals_have_names() {
    assert_eq!(
        [-1, 0, 65, i32::MIN, i32::MAX].map(Signal::from_raw),
        [None; 5]
    );
    let named: Vec<Signal> = (1..=31).filter_map(Signal::from_raw).collect();
    assert_eq!(named.len(), 31);
    assert!(
        named
            .iter()
            .all(|signal| signal.name().is_some_and(|n| n.starts_with("SIG")))
    );
    assert_eq!((Signal::RTMIN.name(), Signal::RTMAX.raw()), (None, 64));
    assert_eq!(
        format!("{} {:?}", Signal::KILL, Signal::RTMAX),
        "SIGKILL SIGRTMIN+32"
    );
    macro_rules! same {
        ($($name:ident $libc:ident)*) => {$(
            assert_eq!(Signal::$name.raw(), libc::$libc);
            assert_eq!(Signal::from_raw(libc::$libc), Some(Signal::$name));
        )*};
    }
    same! {
        HUP SIGHUP INT SIGINT QUIT SIGQUIT ILL SIGILL TRAP SIGTRAP ABRT SIGABRT IOT SIGIOT BUS SIGBUS FPE SIGFPE
        KILL SIGKILL USR1 SIGUSR1 SEGV SIGSEGV USR2 SIGUSR2 PIPE SIGPIPE ALRM SIGALRM TERM SIGTERM STKFLT SIGSTKFLT
        CHLD SIGCHLD CONT SIGCONT STOP SIGSTOP TSTP SIGTSTP TTIN SIGTTIN TTOU SIGTTOU URG SIGURG XCPU SIGXCPU
        XFSZ SIGXFSZ VTALRM SIGVTALRM PROF SIGPROF WINCH SIGWINCH IO SIGIO POLL SIGPOLL PWR SIGPWR SYS SIGSYS
    }
}

#[test]
fn sigset_is_the_kernels() {
    let mut set = SigSet::empty().with(Signal::HUP).with(Signal::RTMAX);
    assert_eq!(set.raw(), 1 | 1 << 63);
    assert!(set.contains(Signal::HUP) && !set.contains(Signal::INT));
    set.insert(Signal::INT);
    set.remove(Signal::HUP);
    assert_eq!(format!("{set:?}"), "{SIGINT, SIGRTMIN+32}");
    assert_eq!(set.iter().collect::<SigSet>(), set);
    assert_eq!(SigSet::all().iter().count(), 64);
    assert_eq!(SigSet::all().without(Signal::HUP), SigSet::from_raw(!1));
}
