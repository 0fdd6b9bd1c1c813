//! `termios(3)`: the flags and speeds of a terminal.

use crate::types::{constants, flags};

flags! {
    /// What a terminal does with what comes in.
    pub struct InputFlags: u32 {
        /// A break is nothing.
        const IGNBRK = 0x1;
        /// A break sends SIGINT.
        const BRKINT = 0x2;
        /// A byte with an error is nothing.
        const IGNPAR = 0x4;
        /// A byte with an error is marked.
        const PARMRK = 0x8;
        /// Parity is checked.
        const INPCK = 0x10;
        /// The eighth bit is taken off.
        const ISTRIP = 0x20;
        /// NL becomes CR.
        const INLCR = 0x40;
        /// CR is nothing.
        const IGNCR = 0x80;
        /// CR becomes NL.
        const ICRNL = 0x100;
        /// Upper case becomes lower case.
        const IUCLC = 0x200;
        /// Ctrl-S and Ctrl-Q stop and start output.
        const IXON = 0x400;
        /// Any character starts it.
        const IXANY = 0x800;
        /// Where too much waits, the other side is asked to stop.
        const IXOFF = 0x1000;
        /// A bell where there is no more room.
        const IMAXBEL = 0x2000;
        /// Characters are UTF-8: `VERASE` takes back a whole one.
        const IUTF8 = 0x4000;
    }
}

flags! {
    /// What a terminal does with what goes out. The delays are values of several bits.
    pub struct OutputFlags: u32 {
        /// Without it, nothing of the rest.
        const OPOST = 0x1;
        /// Lower case becomes upper case.
        const OLCUC = 0x2;
        /// NL becomes CR NL.
        const ONLCR = 0x4;
        /// CR becomes NL.
        const OCRNL = 0x8;
        /// No CR in column 0.
        const ONOCR = 0x10;
        /// NL does what CR does.
        const ONLRET = 0x20;
        /// Fill characters instead of delays.
        const OFILL = 0x40;
        /// The fill character is DEL.
        const OFDEL = 0x80;
        /// The delay of NL: the bits for it.
        const NLDLY = 0x100;
        /// NL: the longer delay.
        const NL1 = 0x100;
        /// The delay of CR: the bits for it.
        const CRDLY = 0x600;
        /// CR: a short delay.
        const CR1 = 0x200;
        /// CR: a longer one.
        const CR2 = 0x400;
        /// CR: the longest.
        const CR3 = 0x600;
        /// The delay of tabulators: the bits for it.
        const TABDLY = 0x1800;
        /// Tabulators: a short delay.
        const TAB1 = 0x800;
        /// Tabulators: a longer one.
        const TAB2 = 0x1000;
        /// Tabulators become spaces.
        const TAB3 = 0x1800;
        /// `TAB3`, too.
        const XTABS = 0x1800;
        /// The delay of backspace: the bit for it.
        const BSDLY = 0x2000;
        /// Backspace: the longer delay.
        const BS1 = 0x2000;
        /// The delay of vertical tabulators: the bit for it.
        const VTDLY = 0x4000;
        /// Vertical tabulators: the longer delay.
        const VT1 = 0x4000;
        /// The delay of form feeds: the bit for it.
        const FFDLY = 0x8000;
        /// Form feeds: the longer delay.
        const FF1 = 0x8000;
    }
}

flags! {
    /// How a line is driven. Size and speeds are values of several bits.
    pub struct ControlFlags: u32 {
        /// The size of a character: the bits for it; none set: five bits.
        const CSIZE = 0x30;
        /// Six bits.
        const CS6 = 0x10;
        /// Seven bits.
        const CS7 = 0x20;
        /// Eight bits.
        const CS8 = 0x30;
        /// Two stop bits.
        const CSTOPB = 0x40;
        /// Receives.
        const CREAD = 0x80;
        /// With parity.
        const PARENB = 0x100;
        /// Odd parity.
        const PARODD = 0x200;
        /// The modem hangs up when the last one closes.
        const HUPCL = 0x400;
        /// The lines of the modem mean nothing.
        const CLOCAL = 0x800;
        /// The speed: the bits for it. See [`speed`](Self::speed).
        const CBAUD = 0x100f;
        /// The uppermost bit of the speed.
        const CBAUDEX = 0x1000;
        /// The speed of what comes in: the bits for it. See [`input_speed`](Self::input_speed).
        const CIBAUD = 0x100f_0000;
        /// An address bit (Linux 6.0).
        const ADDRB = 0x2000_0000;
        /// Parity that stays the same.
        const CMSPAR = 0x4000_0000;
        /// RTS and CTS stop and start.
        const CRTSCTS = 0x8000_0000;
    }
}

impl ControlFlags {
    /// The speed.
    #[inline]
    #[must_use]
    pub const fn speed(self) -> Speed {
        Speed::from_raw(self.bits() & Self::CBAUD.bits())
    }

    /// The speed of what comes in; [`B0`](Speed::B0): the same.
    #[inline]
    #[must_use]
    pub const fn input_speed(self) -> Speed {
        Speed::from_raw((self.bits() & Self::CIBAUD.bits()) >> IBSHIFT)
    }

    /// These flags with another speed.
    #[inline]
    #[must_use]
    pub const fn with_speed(self, speed: Speed) -> Self {
        let (mask, bits) = (Self::CBAUD.bits(), speed.raw());
        Self::from_bits_retain(self.bits() & !mask | bits & mask)
    }

    /// These flags with another speed of what comes in.
    #[inline]
    #[must_use]
    pub const fn with_input_speed(self, speed: Speed) -> Self {
        let (mask, bits) = (Self::CIBAUD.bits(), speed.raw() << IBSHIFT);
        Self::from_bits_retain(self.bits() & !mask | bits & mask)
    }
}

/// How far the speed of what comes in stands above the other.
const IBSHIFT: u32 = 16;

constants! {
    /// A speed in bits per second (`B`), as [`ControlFlags`] has it.
    pub struct Speed: u32 {
        /// Hang up; for what comes in: as what goes out.
        const B0 = 0x0;
        /// 50.
        const B50 = 0x1;
        /// 75.
        const B75 = 0x2;
        /// 110.
        const B110 = 0x3;
        /// 134.5.
        const B134 = 0x4;
        /// 150.
        const B150 = 0x5;
        /// 200.
        const B200 = 0x6;
        /// 300.
        const B300 = 0x7;
        /// 600.
        const B600 = 0x8;
        /// 1200.
        const B1200 = 0x9;
        /// 1800.
        const B1800 = 0xa;
        /// 2400.
        const B2400 = 0xb;
        /// 4800.
        const B4800 = 0xc;
        /// 9600.
        const B9600 = 0xd;
        /// 19200.
        const B19200 = 0xe;
        /// 38400.
        const B38400 = 0xf;
        /// Another one: `ospeed` or `ispeed` of [`Termios2`](super::Termios2) says which.
        const BOTHER = 0x1000;
        /// 57,600.
        const B57600 = 0x1001;
        /// 115,200.
        const B115200 = 0x1002;
        /// 230,400.
        const B230400 = 0x1003;
        /// 460,800.
        const B460800 = 0x1004;
        /// 500,000.
        const B500000 = 0x1005;
        /// 576,000.
        const B576000 = 0x1006;
        /// 921,600.
        const B921600 = 0x1007;
        /// 1,000,000.
        const B1000000 = 0x1008;
        /// 1,152,000.
        const B1152000 = 0x1009;
        /// 1,500,000.
        const B1500000 = 0x100a;
        /// 2,000,000.
        const B2000000 = 0x100b;
        /// 2,500,000.
        const B2500000 = 0x100c;
        /// 3,000,000.
        const B3000000 = 0x100d;
        /// 3,500,000.
        const B3500000 = 0x100e;
        /// 4,000,000.
        const B4000000 = 0x100f;
    }
}

flags! {
    /// What the line discipline does.
    pub struct LocalFlags: u32 {
        /// Characters send signals.
        const ISIG = 0x1;
        /// Input comes in lines.
        const ICANON = 0x2;
        /// Upper case is written with a backslash; not on Linux.
        const XCASE = 0x4;
        /// What comes in goes out.
        const ECHO = 0x8;
        /// `VERASE` takes the character from the screen.
        const ECHOE = 0x10;
        /// `VKILL` begins a new line.
        const ECHOK = 0x20;
        /// NL goes out without `ECHO`, too.
        const ECHONL = 0x40;
        /// Signals throw nothing away.
        const NOFLSH = 0x80;
        /// Who is not in front and writes gets SIGTTOU.
        const TOSTOP = 0x100;
        /// Control characters go out as `^X`.
        const ECHOCTL = 0x200;
        /// What is taken back is printed.
        const ECHOPRT = 0x400;
        /// `VKILL` takes the line from the screen.
        const ECHOKE = 0x800;
        /// Output is thrown away; not on Linux.
        const FLUSHO = 0x1000;
        /// The line is written anew at the next character.
        const PENDIN = 0x4000;
        /// What POSIX does not have.
        const IEXTEN = 0x8000;
        /// The other side does all that (Linux 2.6.36).
        const EXTPROC = 0x1_0000;
    }
}
