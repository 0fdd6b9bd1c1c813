//! `utimensat`.

use trapgate::fs::{AtFlags, CWD, FileTimes, SetTime};

use crate::wire::stage::{NONE, Y2100, file, link};
use crate::wire::wires;

wires! {
    fs::utimensat {
        let file = file()?;
        link()?;
        let in_2100 = SetTime::To(Y2100);
    }
        (&file, None, FileTimes { atime: in_2100, mtime: SetTime::Omit }, AtFlags::empty())
        (CWD, Some(c"link"), FileTimes { atime: SetTime::Now, mtime: in_2100 }, AtFlags::SYMLINK_NOFOLLOW)
        (NONE, Some(c"none"), FileTimes { atime: in_2100, mtime: in_2100 }, AtFlags::empty());
}
