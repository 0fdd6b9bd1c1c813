//! `TCSETS(2const)`.

use trapgate::io::OpenFlags;
use trapgate::tty::{ControlFlags, InputFlags, Speed, Termios, Termios2};

use crate::wire::stage::{file, open, put};
use crate::wire::wires;

wires! {
    tty::ioctl_tcgets {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tcgets2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    tty::ioctl_tcsets {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios::default() });
    }
        (&terminal, termios)
        (&file, termios);

    tty::ioctl_tcsets2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios2 { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios2::default() });
    }
        (&terminal, termios)
        (&file, termios);

    tty::ioctl_tcsetsf {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios::default() });
    }
        (&terminal, termios)
        (&file, termios);

    tty::ioctl_tcsetsf2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios2 { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios2::default() });
    }
        (&terminal, termios)
        (&file, termios);

    tty::ioctl_tcsetsw {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios::default() });
    }
        (&terminal, termios)
        (&file, termios);

    tty::ioctl_tcsetsw2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios2 { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios2::default() });
    }
        (&terminal, termios)
        (&file, termios);
}
