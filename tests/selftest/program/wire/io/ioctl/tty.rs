//! `ioctl_tty(2)`: the window, the queues, the line.

use trapgate::io::{FlowAction, FlushQueue, LineDiscipline, OpenFlags, Winsize};

use crate::wire::stage::{NONE, file, open};
use crate::wire::wires;

wires! {
    io::ioctl_tcflsh {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, FlushQueue::IOFLUSH)
        (&terminal, FlushQueue::from_raw(-1))
        (&file, FlushQueue::OFLUSH);

    io::ioctl_tcsbrk {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, true)
        (&file, false);

    io::ioctl_tcsbrkp {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, 0)
        (&file, u16::MAX);

    io::ioctl_tcxonc {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, FlowAction::OON)
        (&file, FlowAction::from_raw(-1));

    io::ioctl_tioccbrk {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocgetd {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocgwinsz {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocoutq {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocsbrk {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tiocsetd {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, LineDiscipline::TTY)
        (&file, LineDiscipline::CAN327);

    io::ioctl_tiocsti {
        let file = file()?;
    }
        (&file, b'x')
        (NONE, 0xff);

    io::ioctl_tiocswinsz {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, Winsize { row: 0x1234, col: 80, xpixel: 3, ypixel: 4 })
        (&file, Winsize { row: 0x1234, col: 80, xpixel: 3, ypixel: 4 });
}
