//! `ioctl_tty(2)`: the window size, the queues and the line.

use trapgate::io::OpenFlags;
use trapgate::tty::{FlowAction, FlushQueue, LineDiscipline, Winsize};

use crate::wire::stage::{NONE, file, open};
use crate::wire::wires;

wires! {
    tty::ioctl_tcflsh {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, FlushQueue::IOFLUSH)
        (&terminal, FlushQueue::from_raw(-1))
        (&file, FlushQueue::OFLUSH);

    tty::ioctl_tcsbrk {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, true)
        (&file, false);

    tty::ioctl_tcsbrkp {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, 0)
        (&file, u16::MAX);

    tty::ioctl_tcxonc {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, FlowAction::OON)
        (&file, FlowAction::from_raw(-1));

    tty::ioctl_tioccbrk {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgetd {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocgwinsz {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocoutq {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocsbrk {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tiocsetd {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, LineDiscipline::TTY)
        (&file, LineDiscipline::CAN327);

    tty::ioctl_tiocsti {
        let file = file()?;
    }
        (&file, b'x')
        (NONE, 0xff);

    tty::ioctl_tiocswinsz {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal, Winsize { row: 0x1234, col: 80, xpixel: 3, ypixel: 4 })
        (&file, Winsize { row: 0x1234, col: 80, xpixel: 3, ypixel: 4 });
}
