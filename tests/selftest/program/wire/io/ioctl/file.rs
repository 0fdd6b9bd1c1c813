//! Requests of `ioctl(2)` that every file supports.

use crate::wire::stage::{NONE, file};
use crate::wire::wires;

wires! {
    io::ioctl_fioasync {
        let file = file()?;
    }
        (&file, false)
        (&file, true)
        (NONE, true);

    io::ioctl_fioclex {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fionbio {
        let file = file()?;
    }
        (&file, true)
        (&file, false)
        (NONE, true);

    io::ioctl_fionclex {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fionread {
        let file = file()?;
    }
        (&file)
        (NONE);

    io::ioctl_fioqsize {
        let file = file()?;
    }
        (&file)
        (NONE);
}
