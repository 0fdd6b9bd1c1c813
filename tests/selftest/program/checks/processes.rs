//! Starting processes, ending them and waiting for them.

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

/// Starts a child that runs `body` and exits with the status that it returns.
pub(crate) fn child(body: impl FnOnce() -> i32) -> Result<Pid, Problem> {
    // SAFETY: this program has one thread and no locks, and the child exits here.
    match unsafe { fork() }.of("fork")? {
        Fork::Child => exit_group(body()),
        Fork::Parent(child) => Ok(child),
    }
}

/// Waits for a child and returns how it ended.
fn status(pid: Pid) -> Result<process::WaitStatus, Problem> {
    match wait4(pid, WaitFlags::empty(), None).of("wait4")? {
        Some((found, status)) if found == pid => Ok(status),
        _ => Err(Problem::Untrue(
            "wait4 returns the child that was asked for",
        )),
    }
}

/// A child has its own id, a copy of its parent's memory, and an exit status.
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
    let (found, status) = ended.ok_or(Problem::Untrue("wait4 returns a child"))?;
    same("the child's id", found.raw() as u64, pid.raw() as u64)?;
    same("the child's status", status.code().unwrap_or(-1) as u64, 42)?;
    // SAFETY: the call returned a child, so the kernel wrote `usage`.
    let usage = unsafe { usage.assume_init() };
    holds("the child used memory", usage.maxrss() >= 0)?;
    holds("the parent's memory is unchanged", word == 1)?;
    wait4(pid, WaitFlags::NOHANG, None).fails("wait4", Errno::CHILD)
}

/// A signal ends a child that is still running.
pub(crate) fn killed(_: Start) -> Outcome {
    kill(process::getpid(), None).of("kill")?;
    let pid = child(|| {
        // The child exits by itself if no signal arrives.
        for _ in 0..1_000_000 {
            sched_yield();
        }
        3
    })?;
    let running = wait4(pid, WaitFlags::NOHANG, None).of("wait4");
    let sent = kill(pid, Some(Signal::TERM)).of("kill");
    let status = status(pid)?;
    holds("the child was running", running?.is_none())?;
    sent?;
    holds(
        "a signal ended the child",
        status.signaled() && status.signal() == Some(Signal::TERM),
    )
}

/// A child executes this program again with other arguments.
pub(crate) fn exec(start: Start) -> Outcome {
    let none = [ptr::null()];
    let missing = c"/such a program exists nowhere";
    // SAFETY: both lists end with a null pointer.
    unsafe { execve(missing, none.as_ptr(), none.as_ptr()) }.fails("execve", Errno::NOENT)?;
    let path = start.auxv().execfn().ok_or(Problem::Skip("no AT_EXECFN"))?;
    let args = [path.as_ptr(), c"--exit=43".as_ptr(), ptr::null()];
    let pid = child(|| {
        // SAFETY: as above; the strings live until `execve` replaces the program.
        match unsafe { execve(path, args.as_ptr(), none.as_ptr()) } {
            Ok(()) => 1,
            Err(error) => error.raw(),
        }
    })?;
    same(
        "the child's status",
        status(pid)?.code().unwrap_or(-1) as u64,
        43,
    )
}

/// A child sets `no_new_privs`, which does not affect its parent.
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
    same(
        "the child's status",
        status(pid)?.code().unwrap_or(-1) as u64,
        44,
    )?;
    holds(
        "the parent's attribute is unchanged",
        prctl_get_no_new_privs().of("prctl")? == before,
    )
}
