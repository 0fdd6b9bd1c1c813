//! `splice(2)`, `tee(2)`, `vmsplice(2)`.

use trapgate::fd::OwnedFd;
use trapgate::io::{IoSlice, IoSliceMut, PipeFlags, SpliceFlags, pipe2, write};

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

/// Makes a pipe that holds seven bytes, with descriptors from 3 on. Returns the read end and the
/// write end.
fn pipe() -> Result<(OwnedFd, OwnedFd), &'static str> {
    let (reader, writer) = pipe2(PipeFlags::NONBLOCK).map_err(|_| "no pipe")?;
    write(&writer, b"in pipe").map_err(|_| "cannot write to a pipe")?;
    Ok((reader, writer))
}

wires! {
    io::splice {
        let file = file()?;
        let (reader, writer) = pipe()?;
        let (near, far) = (put(4), put(FAR));
        let flags = SpliceFlags::MOVE | SpliceFlags::NONBLOCK | SpliceFlags::MORE;
    }
        (&file, Some(near), &writer, None, 3, flags)
        (&reader, None, &file, Some(far), 5, SpliceFlags::empty())
        (&reader, None, &file, None, 99, SpliceFlags::empty())
        (&reader, Some(&mut *far), &file, None, 1, SpliceFlags::empty())
        (&file, None, &writer, None, 1, SpliceFlags::from_bits_retain(0x10));

    io::tee {
        let (reader, _writer) = pipe()?;
        let (_end, begin) = pipe()?;
    }
        (&reader, &begin, 99, SpliceFlags::NONBLOCK)
        (&reader, NONE, 5, SpliceFlags::empty());

    io::vmsplice_to_pipe {
        let (_reader, writer) = pipe()?;
        let parts = [IoSlice::new(put(*b"trap")), IoSlice::new(put(*b"gate!"))];
        let parts = put(parts);
    }
        (&writer, parts, SpliceFlags::GIFT)
        (&writer, parts, SpliceFlags::from_bits_retain(0x10))
        (NONE, parts, SpliceFlags::empty());

    io::vmsplice_to_user {
        let (reader, _writer) = pipe()?;
        let room = put([IoSliceMut::new(put([0; 3])), IoSliceMut::new(put([0; 5]))]);
    }
        (&reader, room, SpliceFlags::NONBLOCK)
        (&reader, room, SpliceFlags::NONBLOCK)
        (NONE, room, SpliceFlags::empty());
}
