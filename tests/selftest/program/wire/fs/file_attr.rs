//! `file_getattr(2)`, `file_setattr(2)`.

use trapgate::fs::{AtFlags, CWD, FileAttr, OpenFlags, XFlags};

use crate::wire::stage::{NONE, open, put};
use crate::wire::wires;

wires! {
    fs::file_getattr {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
    }
        (&dir, c"", AtFlags::EMPTY_PATH)
        (NONE, c"none", AtFlags::SYMLINK_NOFOLLOW);

    fs::file_setattr {
        let file = open(c"file", OpenFlags::CREAT)?;
        let attr = put(FileAttr::new(XFlags::NODUMP));
    }
        (&file, c"", AtFlags::EMPTY_PATH, attr)
        (CWD, c"none", AtFlags::SYMLINK_NOFOLLOW, attr);
}
