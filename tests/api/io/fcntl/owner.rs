use trapgate::fs::OpenFlags;
use trapgate::io::{self, OwnerEx, OwnerKind};
use trapgate::io::{PipeFlags, pipe2};
use trapgate::signal::Signal;
use trapgate::types::id::{Pid, Uid};
use trapgate::{Errno, process, thread};

use super::{become_user, comes, keep, may_become_another};
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::skip::skip;

const NOBODY: Pid = Pid::from_raw(0);

#[test]
fn the_owner_gets_the_signal() {
    child::holds(|| {
        keep(Signal::IO);
        keep(Signal::RTMAX);
        let Ok((reader, writer)) = pipe2(PipeFlags::CLOEXEC) else {
            return [false; 12];
        };
        let (me, told) = (process::getpid(), Some(reader.as_raw_fd()));
        let write = || io::write(&writer, b"x") == Ok(1);
        [
            io::fcntl_getown(&reader) == Ok(NOBODY),
            io::fcntl_getsig(&reader) == Ok(None),
            io::fcntl_setown(&reader, me) == Ok(()),
            io::fcntl_getown(&reader) == Ok(me),
            write() && comes(Signal::IO, 0).is_none(),
            io::fcntl_setfl(&reader, OpenFlags::ASYNC) == Ok(()),
            write() && comes(Signal::IO, 0).is_some(),
            io::fcntl_setsig(&reader, Some(Signal::RTMAX)) == Ok(()),
            io::fcntl_getsig(&reader) == Ok(Some(Signal::RTMAX)),
            write() && comes(Signal::RTMAX, 0) == told && comes(Signal::IO, 0).is_none(),
            io::fcntl_setown(&reader, NOBODY) == Ok(()),
            write() && comes(Signal::RTMAX, 0).is_none(),
        ]
    });
}

#[test]
fn getsig_is_what_was_set() {
    let fd = memory();
    for signal in [Signal::HUP, Signal::IO, Signal::RTMIN, Signal::RTMAX] {
        assert_eq!(io::fcntl_setsig(&fd, Some(signal)), Ok(()));
        assert_eq!(io::fcntl_getsig(&fd), Ok(Some(signal)));
    }
    assert_eq!(io::fcntl_setsig(&fd, None), Ok(()));
    assert_eq!(io::fcntl_getsig(&fd), Ok(None));
}

#[test]
fn getown_ex_is_what_was_set() {
    let fd = memory();
    let (pid, tid) = (process::getpid(), thread::gettid());
    // SAFETY: the call only returns this process's group.
    let group = Pid::from_raw(unsafe { libc::getpgrp() });
    for (kind, pid) in [
        (OwnerKind::TID, tid),
        (OwnerKind::PID, pid),
        (OwnerKind::PGRP, group),
        (OwnerKind::TID, NOBODY),
    ] {
        let owner = OwnerEx::new(kind, pid);
        assert_eq!(io::fcntl_setown_ex(&fd, &owner), Ok(()));
        assert_eq!(io::fcntl_getown_ex(&fd).map(|owner| owner.pid), Ok(pid));
        if pid != NOBODY {
            assert_eq!(io::fcntl_getown_ex(&fd), Ok(owner));
        }
    }
    // Both operations set the same owner.
    assert_eq!(io::fcntl_setown(&fd, pid), Ok(()));
    let owner = OwnerEx::new(OwnerKind::PID, pid);
    assert_eq!(io::fcntl_getown_ex(&fd), Ok(owner));
    let owner = OwnerEx::new(OwnerKind::TID, tid);
    assert_eq!(io::fcntl_setown_ex(&fd, &owner), Ok(()));
    assert_eq!(io::fcntl_getown(&fd), Ok(tid));
}

/// `F_GETOWN` returns a group below 4096 as a word that looks like an error; `F_GETOWN_EX` returns
/// it correctly.
#[test]
fn getown_of_a_group() {
    // SAFETY: only changes the process group of the child.
    let lead = || unsafe { libc::setpgid(0, 0) } == 0;
    let fd = memory();
    let group = |fd: &_| {
        let me = process::getpid().raw();
        let answer = match me {
            1..4096 => Err(Errno::from_raw(me).unwrap_or(Errno::NOSYS)),
            _ => Ok(Pid::from_raw(-me)),
        };
        let owner = OwnerEx::new(OwnerKind::PGRP, Pid::from_raw(me));
        lead()
            && io::fcntl_setown(fd, Pid::from_raw(-me)) == Ok(())
            && io::fcntl_getown(fd) == answer
            && io::fcntl_getown_ex(fd) == Ok(owner)
    };
    child::holds(|| [group(&fd)]);
    // The first process of a PID namespace has number 1.
    let found = child::run(|| {
        // SAFETY: only affects later children of a process with one thread.
        if unsafe { libc::unshare(libc::CLONE_NEWPID) } != 0 {
            return 2;
        }
        child::run(|| (process::getpid().raw() == 1 && group(&fd)).into())
    });
    match found {
        2 => skip("getown_of_a_group", "cannot make a PID namespace"),
        found => assert_eq!(found, 1),
    }
}

#[test]
fn getowner_uids_reports_who_set_it() {
    let fd = memory();
    assert_eq!(io::fcntl_setown(&fd, process::getpid()), Ok(()));
    let own = (process::getuid(), process::geteuid());
    assert_eq!(io::fcntl_getowner_uids(&fd), Ok(own));
    if !may_become_another("getowner_uids_reports_who_set_it") {
        return;
    }
    child::holds(|| {
        let uids = (Uid::from_raw(70_001), Uid::from_raw(4_000_000_000));
        [
            become_user(70_001, 4_000_000_000),
            io::fcntl_setown(&fd, process::getpid()) == Ok(()),
            io::fcntl_getowner_uids(&fd) == Ok(uids),
        ]
    });
}

#[test]
fn owner_errors() {
    let fd = memory();
    for (raw, error) in [
        (i32::MAX, Errno::SRCH),
        (-i32::MAX, Errno::SRCH),
        (i32::MIN, Errno::INVAL),
    ] {
        let pid = Pid::from_raw(raw);
        assert_eq!(io::fcntl_setown(&fd, pid), Err(error), "{raw}");
    }
    for kind in [OwnerKind::TID, OwnerKind::PID, OwnerKind::PGRP] {
        for raw in [i32::MAX, -1, i32::MIN] {
            let owner = OwnerEx::new(kind, Pid::from_raw(raw));
            assert_eq!(io::fcntl_setown_ex(&fd, &owner), Err(Errno::SRCH));
        }
    }
    for kind in [3, -1, i32::MAX].map(OwnerKind::from_raw) {
        let owner = OwnerEx::new(kind, NOBODY);
        assert_eq!(io::fcntl_setown_ex(&fd, &owner), Err(Errno::INVAL));
    }
    let (fd, owner) = (closed(), OwnerEx::new(OwnerKind::PID, NOBODY));
    assert_eq!(io::fcntl_getown(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setown(fd, NOBODY), Err(Errno::BADF));
    assert_eq!(io::fcntl_getown_ex(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setown_ex(fd, &owner), Err(Errno::BADF));
    assert_eq!(io::fcntl_getowner_uids(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_getsig(fd), Err(Errno::BADF));
    assert_eq!(io::fcntl_setsig(fd, None), Err(Errno::BADF));
}
