//! Ids of the process, its name, its CPUs, and the system's name.

use core::ffi::CStr;
use core::mem::MaybeUninit;

use trapgate::process::{self, Dumpable};
use trapgate::random::{GetrandomFlags, getrandom};
use trapgate::rt::Start;
use trapgate::types::id::Gid;
use trapgate::{system, thread};

use crate::outcome::{Of as _, Outcome, holds, same};

/// The ids agree with each other.
pub(crate) fn ids(_: Start) -> Outcome {
    let pid = process::getpid();
    holds("a process has a positive id", pid.raw() > 0)?;
    holds(
        "the first thread has the process's id",
        thread::gettid() == pid,
    )?;
    holds(
        "the parent is another process",
        process::getppid() != pid && process::getppid().raw() >= 0,
    )?;
    let (real, effective, _) = process::getresuid().of("getresuid")?;
    holds("getresuid agrees with getuid", real == process::getuid())?;
    holds(
        "getresuid agrees with geteuid",
        effective == process::geteuid(),
    )?;
    let (real, effective, _) = process::getresgid().of("getresgid")?;
    holds("getresgid agrees with getgid", real == process::getgid())?;
    holds(
        "getresgid agrees with getegid",
        effective == process::getegid(),
    )?;
    let count = process::getgroups(&mut []).of("getgroups")?;
    let mut groups = [Gid::from_raw(0); 64];
    if count <= groups.len() {
        same(
            "groups",
            process::getgroups(&mut groups).of("getgroups")? as u64,
            count as u64,
        )?;
    }
    Ok(())
}

/// The thread's name and the dumpable attribute read back as they were set.
pub(crate) fn name(_: Start) -> Outcome {
    let mut before = [MaybeUninit::uninit(); 16];
    let before = process::prctl_get_name(&mut before).of("prctl")?;
    process::prctl_set_name(c"a name of sixteen").of("prctl")?;
    let mut after = [MaybeUninit::uninit(); 16];
    let after = process::prctl_get_name(&mut after).of("prctl")?;
    holds("the name is cut to 15 bytes", after == c"a name of sixte")?;
    process::prctl_set_name(before).of("prctl")?;
    let dumpable = process::prctl_get_dumpable().of("prctl")?;
    process::prctl_set_dumpable(Dumpable::DISABLE).of("prctl")?;
    holds(
        "the process is not dumpable",
        process::prctl_get_dumpable().of("prctl")? == Dumpable::DISABLE,
    )?;
    if dumpable == Dumpable::USER {
        process::prctl_set_dumpable(dumpable).of("prctl")?;
    }
    Ok(())
}

/// The kernel is Linux, and the machine can run this target.
pub(crate) fn uname(_: Start) -> Outcome {
    let mut names = MaybeUninit::uninit();
    let names = system::uname(&mut names).of("uname")?;
    holds("the kernel is Linux", names.sysname() == c"Linux")?;
    let machines: [&CStr; 4] = [c"x86_64", c"i686", c"i586", c"i486"];
    holds("the machine is an x86", machines.contains(&names.machine()))?;
    holds(
        "the release starts with a digit",
        names
            .release()
            .to_bytes()
            .first()
            .is_some_and(u8::is_ascii_digit),
    )
}

/// Two calls return different random bytes.
pub(crate) fn random(_: Start) -> Outcome {
    let (mut one, mut other) = ([0; 32], [MaybeUninit::uninit(); 32]);
    let count = getrandom(&mut one, GetrandomFlags::empty()).of("getrandom")?;
    same("random bytes", count as u64, 32)?;
    let other = getrandom(&mut other, GetrandomFlags::empty()).of("getrandom")?;
    same("random bytes", other.len() as u64, 32)?;
    holds("the second call returns other bytes", one != *other)
}

/// A thread can be restricted to one of its CPUs and allowed on all again.
pub(crate) fn affinity(_: Start) -> Outcome {
    let all = thread::sched_getaffinity(None).of("sched_getaffinity")?;
    let last = all.iter().last();
    holds("the set has a CPU", last.is_some())?;
    let mut one = thread::CpuSet::empty();
    holds("the CPU fits in a set", one.insert(last.unwrap_or(0)))?;
    thread::sched_setaffinity(None, &one).of("sched_setaffinity")?;
    thread::sched_yield();
    let now = thread::sched_getaffinity(Some(thread::gettid())).of("sched_getaffinity")?;
    thread::sched_setaffinity(None, &all).of("sched_setaffinity")?;
    holds("the set has only that CPU", now == one)
}
