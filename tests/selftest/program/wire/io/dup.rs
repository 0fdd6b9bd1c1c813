//! `dup(2)`, `dup3(2)`.

use trapgate::io::DupFlags;

use crate::wire::stage::{NONE, file};
use crate::wire::wires;

wires! {
    io::dup {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::dup3 {
        let (file, mut other) = (file()?, file()?);
    }
        (&file, &mut other, DupFlags::CLOEXEC)
        (NONE, &mut other, DupFlags::empty());
}
