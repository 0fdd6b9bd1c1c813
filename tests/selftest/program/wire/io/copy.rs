//! `sendfile(2)`, `copy_file_range(2)`: copying from one file to another.

use crate::wire::stage::{FAR, NONE, file, put};
use crate::wire::wires;

wires! {
    io::copy_file_range {
        let (from, to) = (file()?, file()?);
        let (off_in, off_out) = (put(4), put(FAR));
        let beyond = put(u64::MAX);
    }
        (&from, Some(&mut *off_in), &to, Some(&mut *off_out), 3)
        (&from, None, &to, Some(&mut *off_out), 99)
        (&from, Some(&mut *off_in), &from, None, 7)
        (&from, Some(beyond), &to, None, 1)
        (NONE, None, &to, None, 5);

    io::sendfile {
        let (from, to) = (file()?, file()?);
        let (near, far, beyond) = (put(4), put(FAR), put(u64::MAX));
    }
        (&to, &from, Some(near), 3)
        (&to, &from, Some(far), 3)
        (&to, &from, None, 99)
        (&to, &from, Some(beyond), 1)
        (&to, NONE, None, 5);
}
