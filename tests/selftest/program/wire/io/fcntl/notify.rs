//! Signals about changes in a directory.

use trapgate::io::{DnotifyFlags, OpenFlags};

use crate::wire::stage::{file, open};
use crate::wire::wires;

wires! {
    io::fcntl_notify {
        let directory = open(c".", OpenFlags::DIRECTORY)?;
        let file = file()?;
        let events = DnotifyFlags::RENAME | DnotifyFlags::MULTISHOT;
    }
        (&directory, events)
        (&directory, DnotifyFlags::empty())
        (&file, events);
}
