//! `renameat2`.

use trapgate::fs::{CWD, OpenFlags, RenameFlags};

use crate::wire::stage::{NONE, link, open};
use crate::wire::wires;

wires! {
    fs::renameat2 {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let _file = open(c"file", OpenFlags::CREAT)?;
        link()?;
    }
        (&dir, c"file", CWD, c"link", RenameFlags::EXCHANGE)
        (CWD, c"file", &dir, c"link", RenameFlags::NOREPLACE)
        (NONE, c"file", CWD, c"new", RenameFlags::empty())
        (CWD, c"file", NONE, c"new", RenameFlags::WHITEOUT | RenameFlags::EXCHANGE);
}
