//! Hints about the expected lifetime of written data.

use trapgate::io::{OpenFlags, WriteLife};

use crate::wire::stage::{NONE, file, open};
use crate::wire::wires;

wires! {
    io::fcntl_get_file_rw_hint {
        let path = open(c".", OpenFlags::PATH)?;
    }
        (&path)
        (NONE);

    io::fcntl_get_rw_hint {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::fcntl_set_file_rw_hint {
        let file = file()?;
    }
        (&file, WriteLife::from_raw(0xffff_fffe))
        (NONE, WriteLife::LONG);

    io::fcntl_set_rw_hint {
        let file = file()?;
    }
        (&file, WriteLife::EXTREME)
        (&file, WriteLife::from_raw(6));
}
