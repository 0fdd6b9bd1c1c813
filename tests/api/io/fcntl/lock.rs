use trapgate::fs::{self, OpenFlags};
use trapgate::io::{self, Flock, LockKind, SeekFrom, Whence};
use trapgate::types::id::Pid;
use trapgate::{Errno, process};

use super::{again, somebody_waits};
use crate::api::child;
use crate::api::scratch::{FAR, closed, memory};
use crate::support::machine::proc;

const FAR_START: i64 = FAR as i64;

fn lock(kind: LockKind, start: i64, len: i64) -> Flock {
    Flock::new(kind, Whence::SET, start, len)
}

fn write(start: i64, len: i64) -> Flock {
    lock(LockKind::WRLCK, start, len)
}

fn unlock(start: i64, len: i64) -> Flock {
    lock(LockKind::UNLCK, start, len)
}

/// The lock as `fcntl_getlk` reports it to another process.
fn held(lock: Flock) -> Flock {
    Flock {
        pid: process::getpid(),
        ..lock
    }
}

#[test]
fn setlk_keeps_another_process_out() {
    let fd = memory();
    let (reads, writes) = (lock(LockKind::RDLCK, 10, 5), write(15, 5));
    assert_eq!(io::fcntl_setlk(&fd, &reads), Ok(()));
    assert_eq!(io::fcntl_setlk(&fd, &writes), Ok(()));
    assert_eq!(
        io::fcntl_getlk(&fd, &write(0, 0)),
        Ok(None),
        "a process's own lock is no conflict"
    );
    let (reads_held, writes_held) = (held(reads), held(writes));
    child::holds(|| {
        let read = |start, len| lock(LockKind::RDLCK, start, len);
        [
            io::fcntl_getlk(&fd, &write(0, 0)) == Ok(Some(reads_held)),
            io::fcntl_getlk(&fd, &read(0, 0)) == Ok(Some(writes_held)),
            io::fcntl_getlk(&fd, &read(0, 15)) == Ok(None),
            io::fcntl_getlk(&fd, &write(0, 10)) == Ok(None),
            io::fcntl_getlk(&fd, &write(20, 0)) == Ok(None),
            io::fcntl_setlk(&fd, &write(14, 1)) == Err(Errno::AGAIN),
            io::fcntl_setlk(&fd, &read(14, 2)) == Err(Errno::AGAIN),
            io::fcntl_setlk(&fd, &read(14, 1)) == Ok(()),
            io::fcntl_setlk(&fd, &write(20, 0)) == Ok(()),
            io::fcntl_setlk(&fd, &unlock(0, 0)) == Ok(()),
        ]
    });
    assert_eq!(io::fcntl_setlk(&fd, &unlock(0, 0)), Ok(()));
    child::holds(|| [io::fcntl_getlk(&fd, &write(0, 0)) == Ok(None)]);
}

#[test]
fn setlk_has_64_bits() {
    let fd = memory();
    let far = write(FAR_START, 10);
    let last = write(i64::MAX, 1);
    assert_eq!(io::fcntl_setlk(&fd, &far), Ok(()));
    assert_eq!(io::fcntl_setlk(&fd, &last), Ok(()));
    let (far, last) = (held(far), held(write(i64::MAX, 0)));
    child::holds(|| {
        [
            io::fcntl_getlk(&fd, &write(7, 10)) == Ok(None),
            io::fcntl_getlk(&fd, &write(0, FAR_START)) == Ok(None),
            io::fcntl_getlk(&fd, &write(0, FAR_START + 1)) == Ok(Some(far)),
            io::fcntl_getlk(&fd, &write(FAR_START + 9, 1)) == Ok(Some(far)),
            io::fcntl_getlk(&fd, &write(FAR_START + 10, 0)) == Ok(Some(last)),
            io::fcntl_getlk(&fd, &write(FAR_START + 10, 1 << 40)) == Ok(None),
            // A length of 0 extends to the largest offset.
            io::fcntl_setlk(&fd, &write(i64::MAX, 0)) == Err(Errno::AGAIN),
            io::fcntl_setlk(&fd, &write(i64::MAX - 1, 1)) == Ok(()),
        ]
    });
    assert_eq!(io::fcntl_setlk(&fd, &write(0, i64::MAX)), Ok(()));
    assert_eq!(io::fcntl_setlk(&fd, &write(1, i64::MAX)), Ok(()));
    for (beyond, error) in [
        (write(2, i64::MAX), Errno::OVERFLOW),
        (write(i64::MAX, 2), Errno::OVERFLOW),
        (write(-1, 0), Errno::INVAL),
        (write(i64::MIN, 0), Errno::INVAL),
        (write(0, -1), Errno::INVAL),
        (write(0, i64::MIN), Errno::INVAL),
    ] {
        assert_eq!(io::fcntl_setlk(&fd, &beyond), Err(error), "{beyond:?}");
        assert_eq!(io::fcntl_setlkw(&fd, &beyond), Err(error), "{beyond:?}");
        assert_eq!(io::fcntl_getlk(&fd, &beyond), Err(error), "{beyond:?}");
    }
}

#[test]
fn setlk_counts_from_three_places() {
    let fd = memory();
    assert_eq!(fs::ftruncate(&fd, FAR + 100), Ok(()));
    assert_eq!(io::lseek(&fd, SeekFrom::Start(FAR)), Ok(FAR));
    for (whence, start, len, expected) in [
        (Whence::SET, FAR_START, 5, write(FAR_START, 5)),
        (Whence::CUR, 0, 5, write(FAR_START, 5)),
        (Whence::CUR, -FAR_START, 5, write(0, 5)),
        (Whence::CUR, 1, -5, write(FAR_START - 4, 5)),
        (Whence::END, 0, 0, write(FAR_START + 100, 0)),
        (Whence::END, -1, 1, write(FAR_START + 99, 1)),
        (Whence::END, -FAR_START, 5, write(100, 5)),
    ] {
        let lock = Flock::new(LockKind::WRLCK, whence, start, len);
        assert_eq!(io::fcntl_setlk(&fd, &lock), Ok(()), "{lock:?}");
        let expected = held(expected);
        child::holds(|| [io::fcntl_getlk(&fd, &write(0, 0)) == Ok(Some(expected))]);
        assert_eq!(io::fcntl_setlk(&fd, &unlock(0, 0)), Ok(()));
    }
    let unknown = Flock::new(LockKind::WRLCK, Whence::from_raw(3), 0, 0);
    assert_eq!(io::fcntl_setlk(&fd, &unknown), Err(Errno::INVAL));
}

#[test]
fn setlkw_waits() {
    if !proc("setlkw_waits") {
        return;
    }
    let fd = memory();
    let all = write(0, 0);
    assert_eq!(
        io::fcntl_setlkw(&fd, &all),
        Ok(()),
        "no other process has a lock"
    );
    let waiting = child::start(|| match io::fcntl_setlkw(&fd, &write(FAR_START, 1)) {
        Ok(()) => 7,
        Err(error) => error.raw(),
    });
    somebody_waits(&fd, "POSIX");
    assert_eq!(io::fcntl_setlk(&fd, &unlock(0, FAR_START)), Ok(()));
    somebody_waits(&fd, "POSIX");
    assert_eq!(io::fcntl_setlk(&fd, &unlock(FAR_START, 1)), Ok(()));
    let status = child::wait(waiting, process::WaitFlags::empty());
    assert_eq!(status.code(), Some(7));
}

#[test]
fn setlkw_is_interrupted() {
    let fd = memory();
    assert_eq!(io::fcntl_setlk(&fd, &write(3, 1)), Ok(()));
    child::holds(|| {
        child::alarm(20);
        [io::fcntl_setlkw(&fd, &write(0, 0)) == Err(Errno::INTR)]
    });
}

#[test]
fn setlkw_finds_a_deadlock() {
    if !proc("setlkw_finds_a_deadlock") {
        return;
    }
    let fd = memory();
    assert_eq!(io::fcntl_setlk(&fd, &write(0, 1)), Ok(()));
    let other = child::start(|| {
        let has = io::fcntl_setlk(&fd, &write(1, 1)) == Ok(());
        let gets = io::fcntl_setlkw(&fd, &write(0, 1)) == Ok(());
        if has && gets { 7 } else { 1 }
    });
    somebody_waits(&fd, "POSIX");
    assert_eq!(io::fcntl_setlkw(&fd, &write(1, 1)), Err(Errno::DEADLK));
    assert_eq!(io::fcntl_setlk(&fd, &unlock(0, 0)), Ok(()));
    let status = child::wait(other, process::WaitFlags::empty());
    assert_eq!(status.code(), Some(7));
}

#[test]
fn setlk_is_gone_with_any_descriptor() {
    if !proc("setlk_is_gone_with_any_descriptor") {
        return;
    }
    let fd = memory();
    assert_eq!(io::fcntl_setlk(&fd, &write(0, 0)), Ok(()));
    child::holds(|| [io::fcntl_setlk(&fd, &write(0, 0)) == Err(Errno::AGAIN)]);
    drop(again(&fd, OpenFlags::RDONLY));
    child::holds(|| [io::fcntl_setlk(&fd, &write(0, 0)) == Ok(())]);
}

#[test]
fn lock_errors() {
    if !proc("lock_errors") {
        return;
    }
    let fd = memory();
    let (reader, writer) = (again(&fd, OpenFlags::RDONLY), again(&fd, OpenFlags::WRONLY));
    let read = lock(LockKind::RDLCK, 0, 0);
    assert_eq!(io::fcntl_setlk(&reader, &write(0, 0)), Err(Errno::BADF));
    assert_eq!(io::fcntl_setlkw(&reader, &write(0, 0)), Err(Errno::BADF));
    assert_eq!(io::fcntl_setlk(&writer, &read), Err(Errno::BADF));
    assert_eq!(
        io::fcntl_getlk(&writer, &read),
        Ok(None),
        "any access mode may ask"
    );
    assert_eq!(io::fcntl_getlk(&fd, &unlock(0, 0)), Err(Errno::INVAL));
    for kind in [3, 4, 8, u16::MAX].map(LockKind::from_raw) {
        assert_eq!(io::fcntl_setlk(&fd, &lock(kind, 0, 0)), Err(Errno::INVAL));
        assert_eq!(io::fcntl_setlkw(&fd, &lock(kind, 0, 0)), Err(Errno::INVAL));
        assert_eq!(io::fcntl_getlk(&fd, &lock(kind, 0, 0)), Err(Errno::INVAL));
    }
    for fd in [closed(), trapgate::fs::CWD] {
        assert_eq!(io::fcntl_setlk(fd, &read), Err(Errno::BADF));
        assert_eq!(io::fcntl_setlkw(fd, &read), Err(Errno::BADF));
        assert_eq!(io::fcntl_getlk(fd, &read), Err(Errno::BADF));
    }
    // The kernel ignores the process id that the caller passes.
    let somebodys = Flock {
        pid: Pid::from_raw(i32::MIN),
        ..read
    };
    assert_eq!(io::fcntl_setlk(&fd, &somebodys), Ok(()));
}
