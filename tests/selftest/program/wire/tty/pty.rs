//! `ioctl_tty(2)`: the two ends of a pseudoterminal.

use trapgate::io::OpenFlags;

use crate::wire::stage::{file, open};
use crate::wire::wires;

wires! {
    tty::ioctl_tiocgpkt {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgptlck {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgptn {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgptpeer {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, OpenFlags::RDWR | OpenFlags::NOCTTY)
        (&file, OpenFlags::RDWR | OpenFlags::CLOEXEC);

    tty::ioctl_tiocpkt {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, true)
        (&file, true);

    tty::ioctl_tiocsptlck {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, false)
        (&file, true);
}
