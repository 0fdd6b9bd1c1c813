//! `ioctl_tty(2)`.

use trapgate::io::OpenFlags;

use crate::wire::stage::{file, open};
use crate::wire::wires;

wires! {
    io::ioctl_tiocgwinsz {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);
}
