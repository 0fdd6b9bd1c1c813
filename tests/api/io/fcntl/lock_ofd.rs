use trapgate::fs::OpenFlags;
use trapgate::io::{self, Flock, LockKind, Whence};
use trapgate::types::id::Pid;
use trapgate::{Errno, process};

use super::{again, somebody_waits};
use crate::api::child;
use crate::api::scratch::{FAR, closed, memory};
use crate::support::machine::proc;
use crate::support::skip::skip;

const FAR_START: i64 = FAR as i64;

fn lock(kind: LockKind, start: i64, len: i64) -> Flock {
    Flock::new(kind, Whence::SET, start, len)
}

fn write(start: i64, len: i64) -> Flock {
    lock(LockKind::WRLCK, start, len)
}

/// The lock as `fcntl_ofd_getlk` reports it to others.
fn held(lock: Flock) -> Flock {
    Flock {
        pid: Pid::from_raw(-1),
        ..lock
    }
}

#[test]
fn ofd_setlk_keeps_another_open_file_out() {
    if !proc("ofd_setlk_keeps_another_open_file_out") {
        return;
    }
    let fd = memory();
    let (same, other) = (io::dup(&fd).unwrap(), again(&fd, OpenFlags::RDWR));
    let far = write(FAR_START, 10);
    assert_eq!(io::fcntl_ofd_setlk(&fd, &far), Ok(()));
    let all = write(0, 0);
    for (fd, found, set) in [
        (&same, None, Ok(())),
        (&other, Some(held(far)), Err(Errno::AGAIN)),
    ] {
        assert_eq!(io::fcntl_ofd_getlk(fd, &all), Ok(found));
        assert_eq!(io::fcntl_ofd_setlk(fd, &far), set);
    }
    assert_eq!(io::fcntl_ofd_getlk(&other, &write(7, 10)), Ok(None));
    // A child inherits the open file description and with it the lock.
    child::holds(|| {
        [
            io::fcntl_ofd_setlk(&fd, &far) == Ok(()),
            io::fcntl_ofd_setlk(&other, &far) == Err(Errno::AGAIN),
        ]
    });
    // The lock also conflicts with record locks of the same process.
    assert_eq!(io::fcntl_setlk(&fd, &far), Err(Errno::AGAIN));
    assert_eq!(io::fcntl_getlk(&fd, &all), Ok(Some(held(far))));
    let none = lock(LockKind::UNLCK, 0, 0);
    assert_eq!(
        io::fcntl_ofd_setlk(&other, &none),
        Ok(()),
        "the other description has no lock"
    );
    assert_eq!(io::fcntl_ofd_setlk(&other, &far), Err(Errno::AGAIN));
    assert_eq!(io::fcntl_ofd_setlk(&same, &none), Ok(()));
    assert_eq!(io::fcntl_ofd_setlk(&other, &far), Ok(()));
    let mine = Flock {
        pid: process::getpid(),
        ..far
    };
    assert_eq!(io::fcntl_ofd_setlk(&other, &none), Ok(()));
    assert_eq!(io::fcntl_setlk(&fd, &far), Ok(()));
    assert_eq!(io::fcntl_ofd_getlk(&other, &all), Ok(Some(mine)));
}

#[test]
fn ofd_setlk_is_gone_with_the_last_descriptor() {
    if !proc("ofd_setlk_is_gone_with_the_last_descriptor") {
        return;
    }
    let other = memory();
    let fd = again(&other, OpenFlags::RDWR);
    let path = format!("/proc/self/fd/{}\0", other.as_raw_fd());
    let path = std::ffi::CStr::from_bytes_with_nul(path.as_bytes()).unwrap();
    // In a child, because children of other tests may hold copies of this process's descriptors.
    child::holds(|| {
        let all = write(0, 0);
        let flags = OpenFlags::RDWR;
        let first =
            trapgate::fs::openat(trapgate::fs::CWD, path, flags, trapgate::fs::Mode::empty());
        let Ok(first) = first else { return [false; 4] };
        let Ok(second) = io::dup(&first) else {
            return [false; 4];
        };
        let set = io::fcntl_ofd_setlk(&first, &all) == Ok(());
        drop(first);
        let stays = io::fcntl_ofd_setlk(&fd, &all) == Err(Errno::AGAIN);
        drop(second);
        let goes = io::fcntl_ofd_setlk(&fd, &all) == Ok(());
        let unlocked = io::fcntl_ofd_setlk(&fd, &lock(LockKind::UNLCK, 0, 0)) == Ok(());
        [set, stays, goes, unlocked]
    });
}

#[test]
fn ofd_setlkw_waits() {
    if !proc("ofd_setlkw_waits") {
        return;
    }
    let fd = memory();
    let other = again(&fd, OpenFlags::RDWR);
    let last = write(i64::MAX, 1);
    assert_eq!(
        io::fcntl_ofd_setlkw(&fd, &last),
        Ok(()),
        "no other description has a lock"
    );
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| io::fcntl_ofd_setlkw(&other, &last));
        somebody_waits(&fd, "OFDLCK");
        assert!(!waiting.is_finished());
        let none = lock(LockKind::UNLCK, i64::MAX, 0);
        assert_eq!(io::fcntl_ofd_setlk(&fd, &none), Ok(()));
        assert_eq!(waiting.join().unwrap(), Ok(()));
    });
    let last = held(write(i64::MAX, 0));
    assert_eq!(io::fcntl_ofd_getlk(&fd, &write(0, 0)), Ok(Some(last)));
}

#[test]
fn ofd_setlkw_is_interrupted() {
    if !proc("ofd_setlkw_is_interrupted") {
        return;
    }
    let fd = memory();
    let other = again(&fd, OpenFlags::RDWR);
    assert_eq!(io::fcntl_ofd_setlk(&fd, &write(0, 0)), Ok(()));
    child::holds(|| {
        child::alarm(20);
        [io::fcntl_ofd_setlkw(&other, &write(0, 0)) == Err(Errno::INTR)]
    });
}

#[test]
fn ofd_getlk_of_its_own() {
    if !proc("ofd_getlk_of_its_own") {
        return;
    }
    let fd = memory();
    assert_eq!(io::fcntl_ofd_setlk(&fd, &write(5, 5)), Ok(()));
    let none = lock(LockKind::UNLCK, 0, 0);
    match io::fcntl_ofd_getlk(&fd, &none) {
        Err(Errno::INVAL) => skip("ofd_getlk_of_its_own", "before Linux 6.6"),
        own => {
            assert_eq!(own, Ok(Some(held(write(5, 5)))));
            let other = again(&fd, OpenFlags::RDWR);
            assert_eq!(io::fcntl_ofd_getlk(&other, &none), Ok(None));
        }
    }
}

#[test]
fn ofd_lock_errors() {
    if !proc("ofd_lock_errors") {
        return;
    }
    let fd = memory();
    let reader = again(&fd, OpenFlags::RDONLY);
    assert_eq!(io::fcntl_ofd_setlk(&reader, &write(0, 0)), Err(Errno::BADF));
    let somebodys = Flock {
        pid: process::getpid(),
        ..write(0, 0)
    };
    for (wrong, error) in [
        (somebodys, Errno::INVAL),
        (lock(LockKind::from_raw(3), 0, 0), Errno::INVAL),
        (
            Flock::new(LockKind::WRLCK, Whence::from_raw(3), 0, 0),
            Errno::INVAL,
        ),
        (write(-1, 0), Errno::INVAL),
        (write(2, i64::MAX), Errno::OVERFLOW),
    ] {
        assert_eq!(io::fcntl_ofd_setlk(&fd, &wrong), Err(error), "{wrong:?}");
        assert_eq!(io::fcntl_ofd_setlkw(&fd, &wrong), Err(error), "{wrong:?}");
        assert_eq!(io::fcntl_ofd_getlk(&fd, &wrong), Err(error), "{wrong:?}");
    }
    let all = write(0, 0);
    assert_eq!(io::fcntl_ofd_setlk(closed(), &all), Err(Errno::BADF));
    assert_eq!(io::fcntl_ofd_setlkw(closed(), &all), Err(Errno::BADF));
    assert_eq!(io::fcntl_ofd_getlk(closed(), &all), Err(Errno::BADF));
}
