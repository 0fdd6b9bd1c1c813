//! `ioctl_tty(2)`: the lines of a modem.

use trapgate::io::{ModemFlags, OpenFlags};

use crate::wire::stage::{file, open};
use crate::wire::wires;

wires! {
    io::ioctl_tiocmget {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocmbic {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, ModemFlags::DTR | ModemFlags::LOOP)
        (&file, ModemFlags::RI);

    io::ioctl_tiocmbis {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, ModemFlags::DTR | ModemFlags::LOOP)
        (&file, ModemFlags::RI);

    io::ioctl_tiocmset {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, ModemFlags::DTR | ModemFlags::LOOP)
        (&file, ModemFlags::RI);
}
