//! `fcntl_locking(2)`: locks on ranges of a file.

use trapgate::fd::OwnedFd;
use trapgate::io::{
    Flock, LockKind, Whence, fcntl_getlk, fcntl_ofd_getlk, fcntl_ofd_setlk, fcntl_setlk,
};
use trapgate::rt::Start;
use trapgate::{Errno, Result, process};

use crate::checks::memfd::{FAR, GIB_4, file};
use crate::outcome::{Of as _, Outcome, Problem, holds, same};

/// A function that sets a lock, and one that looks for a conflicting lock.
type Set = fn(&OwnedFd, &Flock) -> Result<()>;
type Get = fn(&OwnedFd, &Flock) -> Result<Option<Flock>>;

/// A lock owned by the process conflicts with one owned by the open file description, and the other
/// way round, within its range only.
pub(crate) fn locks(_: Start) -> Outcome {
    let pid = process::getpid().raw();
    let of_process: (Set, Get) = (|fd, lock| fcntl_setlk(fd, lock), |fd, l| fcntl_getlk(fd, l));
    let of_file: (Set, Get) = (
        |fd, lock| fcntl_ofd_setlk(fd, lock),
        |fd, lock| fcntl_ofd_getlk(fd, lock),
    );
    excludes(of_process, of_file, pid)?;
    excludes(of_file, of_process, -1)
}

fn excludes((set, _): (Set, Get), (try_set, get): (Set, Get), owner: i32) -> Outcome {
    let file = file()?;
    let (start, len) = (FAR as i64, 2 * GIB_4 as i64 + 5);
    let lock = |kind, start, len| Flock::new(kind, Whence::SET, start, len);
    let (read, write) = (LockKind::RDLCK, LockKind::WRLCK);
    set(&file, &lock(write, start, len)).of("fcntl")?;
    let found = get(&file, &lock(read, 0, 0)).of("fcntl")?;
    let found = found.ok_or(Problem::Untrue("a conflicting lock is found"))?;
    same("start", found.start as u64, start as u64)?;
    same("length", found.len as u64, len as u64)?;
    same("owner", found.pid.raw() as u64, owner as u64)?;
    holds("the lock's kind", found.kind == write)?;
    for around in [lock(write, 0, start), lock(write, start + len, 0)] {
        holds(
            "no conflict outside its range",
            get(&file, &around).of("fcntl")?.is_none(),
        )?;
    }
    for inside in [lock(read, start, 1), lock(read, start + len - 1, 1)] {
        try_set(&file, &inside).fails("fcntl", Errno::AGAIN)?;
    }
    set(&file, &lock(LockKind::UNLCK, start, len)).of("fcntl")?;
    try_set(&file, &lock(read, start, len)).of("fcntl")
}
