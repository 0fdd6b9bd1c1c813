//! `ioctl_tty(2)`: the lines of a modem.

use trapgate::io::OpenFlags;
use trapgate::tty::ModemFlags;

use crate::wire::stage::{file, open};
use crate::wire::wires;

wires! {
    tty::ioctl_tiocmget {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocmbic {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, ModemFlags::DTR | ModemFlags::LOOP)
        (&file, ModemFlags::RI);

    tty::ioctl_tiocmbis {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, ModemFlags::DTR | ModemFlags::LOOP)
        (&file, ModemFlags::RI);

    tty::ioctl_tiocmset {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, ModemFlags::DTR | ModemFlags::LOOP)
        (&file, ModemFlags::RI);
}
