//! Leases and delegations.

use trapgate::io::{Delegation, LockKind, OpenFlags};

use crate::wire::stage::{NONE, open, put};
use crate::wire::wires;

const FLAGS: OpenFlags = OpenFlags::RDWR.union(OpenFlags::CREAT);

wires! {
    io::fcntl_getdeleg {
        let path = open(c".", OpenFlags::PATH)?;
    }
        (&path)
        (NONE);

    io::fcntl_getlease {
        let file = open(c"file", FLAGS)?;
    }
        (&file)
        (NONE);

    io::fcntl_setdeleg {
        let directory = open(c".", OpenFlags::DIRECTORY)?;
        let write = put(Delegation::new(LockKind::WRLCK));
    }
        (&directory, write)
        (NONE, write);

    io::fcntl_setlease {
        let file = open(c"file", FLAGS)?;
    }
        (&file, LockKind::WRLCK)
        (&file, LockKind::UNLCK)
        (&file, LockKind::RDLCK)
        (&file, LockKind::from_raw(0xffff));
}
