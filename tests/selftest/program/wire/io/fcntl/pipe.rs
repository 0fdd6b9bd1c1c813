//! The capacity of a pipe.

use trapgate::io::{PipeFlags, pipe2};

use crate::wire::stage::file;
use crate::wire::wires;

wires! {
    io::fcntl_getpipe_sz {
        let (reader, _writer) = pipe2(PipeFlags::empty()).map_err(|_| "no pipe")?;
        let file = file()?;
    }
        (&reader)
        (&file);

    io::fcntl_setpipe_sz {
        let (reader, _writer) = pipe2(PipeFlags::empty()).map_err(|_| "no pipe")?;
    }
        (&reader, 5000)
        (&reader, u32::MAX);
}
