//! `ioctl_tty(2)`: the two ends of a pseudoterminal.

use trapgate::io::OpenFlags;

use crate::wire::stage::{file, open};
use crate::wire::wires;

wires! {
    io::ioctl_tiocgpkt {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocgptlck {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocgptn {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocgptpeer {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, OpenFlags::RDWR | OpenFlags::NOCTTY)
        (&file, OpenFlags::RDWR | OpenFlags::CLOEXEC);

    io::ioctl_tiocpkt {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, true)
        (&file, true);

    io::ioctl_tiocsptlck {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, false)
        (&file, true);
}
