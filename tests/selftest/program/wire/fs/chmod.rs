//! `fchmodat`, `fchmodat2`, `fchownat`, `umask`.

use trapgate::fs::{self, AtFlags, CWD, Mode, OpenFlags};
use trapgate::types::id::{Gid, Uid};

use super::MODE;
use crate::wire::stage::{NONE, link, may_give_away, open};
use crate::wire::wires;

wires! {
    fs::fchmodat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
        let _file = open(c"file", OpenFlags::CREAT)?;
    }
        (&dir, c"file", Mode::SVTX | MODE)
        (NONE, c"file", MODE);

    fs::fchmodat2 {
        let file = open(c"file", OpenFlags::CREAT)?;
    }
        (&file, c"", Mode::SVTX | MODE, AtFlags::EMPTY_PATH)
        (NONE, c"file", MODE, AtFlags::SYMLINK_NOFOLLOW);

    fs::fchownat {
        may_give_away()?;
        let file = open(c"file", OpenFlags::CREAT)?;
        link()?;
        let (user, group) = (Uid::from_raw(70000), Gid::from_raw(70001));
    }
        (&file, c"", Some(user), Some(group), AtFlags::EMPTY_PATH)
        (CWD, c"link", None, Some(group), AtFlags::SYMLINK_NOFOLLOW)
        (NONE, c"none", Some(user), None, AtFlags::empty());

    fs::umask {
        fs::umask(Mode::WGRP | Mode::WOTH);
    }
        (Mode::RWXO | Mode::WGRP)
        (Mode::from_bits_retain(0o7777));
}
