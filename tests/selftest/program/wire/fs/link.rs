//! `linkat`, `symlinkat`.

use trapgate::fs::{AtFlags, CWD, OpenFlags};

use crate::wire::stage::{NONE, link, open};
use crate::wire::wires;

wires! {
    fs::linkat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let _file = open(c"file", OpenFlags::CREAT)?;
    }
        (&dir, c"file", CWD, c"second", AtFlags::SYMLINK_FOLLOW)
        (CWD, c"file", &dir, c"second", AtFlags::empty())
        (CWD, c"none", NONE, c"third", AtFlags::empty());

    fs::symlinkat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        link()?;
    }
        (c"some/where", &dir, c"new")
        (c"elsewhere", CWD, c"link")
        (c"", NONE, c"newer");
}
