//! `mknodat`.

use trapgate::fs::{CWD, Dev, FileType, OpenFlags};

use super::MODE;
use crate::wire::stage::{NONE, open};
use crate::wire::wires;

const DEV: Dev = Dev {
    major: 0xabc,
    minor: 0xfedcb,
};

wires! {
    fs::mknodat {
        let dir = open(c".", OpenFlags::DIRECTORY)?;
    }
        (&dir, c"pipe", FileType::FIFO, MODE, None)
        // The name exists, so root and other users get the same error.
        (CWD, c"pipe", FileType::CHR, MODE, Some(DEV))
        (NONE, c"file", FileType::REG, MODE, None);
}
