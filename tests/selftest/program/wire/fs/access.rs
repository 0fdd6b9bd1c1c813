//! `faccessat`, `faccessat2`.

use trapgate::fs::{AccessFlags, AtFlags, CWD, OpenFlags};

use crate::wire::stage::{NONE, open};
use crate::wire::wires;

wires! {
    fs::faccessat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
    }
        (&dir, c".", AccessFlags::R_OK | AccessFlags::X_OK)
        (CWD, c"none", AccessFlags::W_OK)
        (NONE, c".", AccessFlags::empty());

    fs::faccessat2 {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
    }
        (&dir, c"", AccessFlags::R_OK | AccessFlags::W_OK, AtFlags::EACCESS | AtFlags::EMPTY_PATH)
        (CWD, c"none", AccessFlags::empty(), AtFlags::SYMLINK_NOFOLLOW)
        (NONE, c".", AccessFlags::X_OK, AtFlags::EACCESS);
}
