//! `TCSETS(2const)`.

use trapgate::io::{ControlFlags, InputFlags, OpenFlags, Speed, Termios, Termios2};

use crate::wire::stage::{file, open, put};
use crate::wire::wires;

wires! {
    io::ioctl_tcgets {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tcgets2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
    }
        (&terminal)
        (&file);

    io::ioctl_tcsets {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios::default() });
    }
        (&terminal, termios)
        (&file, termios);

    io::ioctl_tcsets2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios2 { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios2::default() });
    }
        (&terminal, termios)
        (&file, termios);

    io::ioctl_tcsetsf {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios::default() });
    }
        (&terminal, termios)
        (&file, termios);

    io::ioctl_tcsetsf2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios2 { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios2::default() });
    }
        (&terminal, termios)
        (&file, termios);

    io::ioctl_tcsetsw {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios::default() });
    }
        (&terminal, termios)
        (&file, termios);

    io::ioctl_tcsetsw2 {
        let terminal = open(c"/dev/ptmx", OpenFlags::RDWR | OpenFlags::NOCTTY)?;
        let file = file()?;
        let termios = put(Termios2 { iflag: InputFlags::ICRNL, cflag: ControlFlags::CS8.with_speed(Speed::B9600), ..Termios2::default() });
    }
        (&terminal, termios)
        (&file, termios);
}
