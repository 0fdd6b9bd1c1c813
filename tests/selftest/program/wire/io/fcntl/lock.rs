//! Locks on ranges of a file.

use trapgate::io::{Flock, LockKind, Whence};
use trapgate::types::id::Pid;

use crate::wire::stage::{FAR, NONE, file};
use crate::wire::wires;

const READ: Flock = Flock::new(LockKind::RDLCK, Whence::CUR, -1, i64::MAX);
const WRITE: Flock = Flock::new(
    LockKind::WRLCK,
    Whence::SET,
    FAR as i64,
    0x0102_0304_0506_0708,
);
const NONE_LEFT: Flock = Flock::new(LockKind::UNLCK, Whence::END, -3, 0);
const SOMEBODYS: Flock = Flock {
    pid: Pid::from_raw(5),
    ..WRITE
};

wires! {
    io::fcntl_getlk {
        let file = file()?;
    }
        (&file, &WRITE)
        (&file, &READ)
        (NONE, &WRITE);

    io::fcntl_ofd_getlk {
        let file = file()?;
    }
        (&file, &WRITE)
        (&file, &SOMEBODYS)
        (NONE, &WRITE);

    io::fcntl_ofd_setlk {
        let file = file()?;
    }
        (&file, &WRITE)
        (&file, &NONE_LEFT)
        (&file, &SOMEBODYS)
        (NONE, &WRITE);

    io::fcntl_ofd_setlkw {
        let file = file()?;
    }
        (&file, &WRITE)
        (&file, &READ)
        (NONE, &WRITE);

    io::fcntl_setlk {
        let file = file()?;
    }
        (&file, &WRITE)
        (&file, &NONE_LEFT)
        (&file, &READ)
        (NONE, &WRITE);

    io::fcntl_setlkw {
        let file = file()?;
    }
        (&file, &WRITE)
        (&file, &READ)
        (NONE, &WRITE);
}
