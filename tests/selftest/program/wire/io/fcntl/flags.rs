//! Descriptor flags and file status flags.

use trapgate::io::{FdFlags, OpenFlags, fcntl_created_query};

use crate::wire::stage::{NONE, file, open};
use crate::wire::wires;

wires! {
    io::fcntl_created_query {
        let new = open(c"new", OpenFlags::RDWR | OpenFlags::CREAT | OpenFlags::EXCL)?;
        fcntl_created_query(&new).map_err(|_| "before Linux 6.12")?;
    }
        (&new)
        (NONE);

    io::fcntl_getfd {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::fcntl_getfl {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::fcntl_setfd {
        let file = file()?;
    }
        (&file, FdFlags::CLOEXEC)
        (NONE, FdFlags::empty());

    io::fcntl_setfl {
        let file = file()?;
    }
        (&file, OpenFlags::APPEND | OpenFlags::NONBLOCK)
        (NONE, OpenFlags::empty());
}
