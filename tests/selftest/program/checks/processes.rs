//! Making processes, ending them, waiting for them.

use core::mem::MaybeUninit;
use core::ptr;

use trapgate::process::{
    self, Fork, WaitFlags, execve, exit_group, fork, prctl_get_no_new_privs,
    prctl_set_no_new_privs, wait4,
};
use trapgate::rt::Start;
use trapgate::signal::{Signal, kill};
use trapgate::thread::sched_yield;
use trapgate::types::id::Pid;
use trapgate::{Errno, thread};

use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// Makes a child that does this and ends with its status.
pub(crate) fn child(body: impl FnOnce() -> i32) -> Result<Pid, Problem> {
    // SAFETY: this program has one thread and no locks; the child ends here.
    match unsafe { fork() }.of("fork")? {
        Fork::Child => exit_group(body()),
        Fork::Parent(child) => Ok(child),
    }
}

/// Waits for a child and returns its status.
fn status(pid: Pid) -> Result<process::WaitStatus, Problem> {
    match wait4(pid, WaitFlags::empty(), None).of("wait4")? {
        Some((found, status)) if found == pid => Ok(status),
        _ => Err(Problem::Untrue("the child that was waited for")),
    }
}

/// A child has ids of its own, its parent's memory as it was, and a status.
pub(crate) fn fork_and_wait(_: Start) -> Outcome {
    let this = process::getpid();
    let mut word = 1;
    let pid = child(|| {
        word += 1;
        let own = process::getpid() != this && process::getppid() == this;
        if own && thread::gettid() == process::getpid() {
            40 + word
        } else {
            1
        }
    })?;
    let mut usage = MaybeUninit::uninit();
    let ended = wait4(pid, WaitFlags::empty(), Some(&mut usage)).of("wait4")?;
    let (found, status) = ended.ok_or(Problem::Untrue("there was a child"))?;
    same("the child", found.raw() as u64, pid.raw() as u64)?;
    same("its status", status.code().unwrap_or(-1) as u64, 42)?;
    // SAFETY: a child was returned.
    let usage = unsafe { usage.assume_init() };
    holds("it has used memory", usage.maxrss() >= 0)?;
    holds("this memory is as it was", word == 1)?;
    wait4(pid, WaitFlags::NOHANG, None).fails("wait4", Errno::CHILD)
}

/// A signal ends a child that would not end.
pub(crate) fn killed(_: Start) -> Outcome {
    kill(process::getpid(), None).of("kill")?;
    let pid = child(|| {
        // Ends by itself if no signal comes.
        for _ in 0..1_000_000 {
            sched_yield();
        }
        3
    })?;
    let running = wait4(pid, WaitFlags::NOHANG, None).of("wait4");
    let sent = kill(pid, Some(Signal::TERM)).of("kill");
    let status = status(pid)?;
    holds("it was running", running?.is_none())?;
    sent?;
    holds(
        "a signal ended it",
        status.signaled() && status.signal() == Some(Signal::TERM),
    )
}

/// A child becomes this program anew, with other arguments.
pub(crate) fn exec(start: Start) -> Outcome {
    let none = [ptr::null()];
    let missing = c"/such a program exists nowhere";
    // SAFETY: both lists end with null.
    unsafe { execve(missing, none.as_ptr(), none.as_ptr()) }.fails("execve", Errno::NOENT)?;
    let path = start.auxv().execfn().ok_or(Problem::Skip("no AT_EXECFN"))?;
    let args = [path.as_ptr(), c"--exit=43".as_ptr(), ptr::null()];
    let pid = child(|| {
        // SAFETY: as above; the strings stay until the program is gone.
        match unsafe { execve(path, args.as_ptr(), none.as_ptr()) } {
            Ok(()) => 1,
            Err(error) => error.raw(),
        }
    })?;
    same("its status", status(pid)?.code().unwrap_or(-1) as u64, 43)
}

/// A child gives up new privileges, and its parent keeps them.
pub(crate) fn no_new_privs(_: Start) -> Outcome {
    let before = prctl_get_no_new_privs().of("prctl")?;
    let pid = child(|| {
        let set = prctl_set_no_new_privs().and_then(|()| prctl_get_no_new_privs());
        match set {
            Ok(true) => 44,
            Ok(false) => 1,
            Err(error) => error.raw(),
        }
    })?;
    same("its status", status(pid)?.code().unwrap_or(-1) as u64, 44)?;
    holds(
        "the parent is as it was",
        prctl_get_no_new_privs().of("prctl")? == before,
    )
}
