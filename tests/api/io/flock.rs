use trapgate::Errno;
use trapgate::fs::OpenFlags;
use trapgate::io::{Flock, LockKind, Whence};
use trapgate::io::{FlockOperation, dup, fcntl_getlk, flock};

use super::fcntl::{again, somebody_waits};
use crate::api::child;
use crate::api::scratch::{closed, memory};
use crate::support::machine::proc;

const SH: FlockOperation = FlockOperation::SH;
const EX: FlockOperation = FlockOperation::EX;
const UN: FlockOperation = FlockOperation::UN;
const NB: FlockOperation = FlockOperation::NB;

#[test]
fn flock_keeps_another_open_file_out() {
    if !proc("flock_keeps_another_open_file_out") {
        return;
    }
    let fd = memory();
    let (same, other) = (dup(&fd).unwrap(), again(&fd, OpenFlags::RDONLY));
    assert_eq!(flock(&fd, SH), Ok(()));
    assert_eq!(
        flock(&other, SH),
        Ok(()),
        "a shared lock needs only read access"
    );
    assert_eq!(flock(&other, EX | NB), Err(Errno::AGAIN));
    assert_eq!(flock(&other, UN), Ok(()));
    assert_eq!(
        flock(&same, EX | NB),
        Ok(()),
        "the same open file description"
    );
    assert_eq!(flock(&other, SH | NB), Err(Errno::AGAIN));
    child::holds(|| {
        [
            flock(&same, EX | NB) == Ok(()),
            flock(&other, SH | NB) == Err(Errno::AGAIN),
        ]
    });
    let all = Flock::new(LockKind::WRLCK, Whence::SET, 0, 0);
    assert_eq!(
        fcntl_getlk(&other, &all),
        Ok(None),
        "record locks are independent"
    );
    assert_eq!(flock(&same, UN | NB), Ok(()));
    assert_eq!(flock(&other, EX | NB), Ok(()));
    assert_eq!(flock(&other, UN), Ok(()));
    assert_eq!(
        flock(&other, UN),
        Ok(()),
        "unlocking without a lock is not an error"
    );
}

#[test]
fn flock_waits() {
    if !proc("flock_waits") {
        return;
    }
    let fd = memory();
    let other = again(&fd, OpenFlags::RDWR);
    assert_eq!(flock(&fd, EX), Ok(()));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| flock(&other, SH));
        somebody_waits(&fd, "FLOCK");
        assert!(!waiting.is_finished());
        assert_eq!(flock(&fd, UN), Ok(()));
        assert_eq!(waiting.join().unwrap(), Ok(()));
    });
    child::holds(|| {
        child::alarm(20);
        [flock(&fd, EX) == Err(Errno::INTR)]
    });
}

#[test]
fn flock_errors() {
    if !proc("flock_errors") {
        return;
    }
    let fd = memory();
    for unknown in [0, 3, 4, 16, !32].map(FlockOperation::from_bits_retain) {
        assert_eq!(flock(&fd, unknown), Err(Errno::INVAL), "{unknown:?}");
    }
    // Since Linux 5.16 the kernel ignores mandatory locks, which it no longer supports.
    let mandatory = FlockOperation::MAND | FlockOperation::RW;
    assert_eq!(flock(&fd, mandatory), Ok(()));
    assert_eq!(flock(closed(), SH), Err(Errno::BADF));
    assert_eq!(flock(again(&fd, OpenFlags::PATH), SH), Err(Errno::BADF));
}
