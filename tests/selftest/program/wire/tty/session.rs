//! `ioctl_tty(2)`: sessions and process groups.

use trapgate::io::OpenFlags;
use trapgate::types::id::Pid;

use crate::wire::stage::{NONE, file, open};
use crate::wire::wires;

wires! {
    tty::ioctl_tiocexcl {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgexcl {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgpgrp {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgsid {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocnotty {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocnxcl {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocsctty {
        let file = file()?;
    }
        (&file, true)
        (NONE, false);

    tty::ioctl_tiocspgrp {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, Pid::from_raw(0x12345))
        (&file, Pid::from_raw(-1));
}
