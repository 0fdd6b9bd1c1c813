//! `termios(3)`: the flags and speeds of a terminal.

use crate::types::{constants, flags};

flags! {
    /// The processing of input.
    pub struct InputFlags: u32 {
        /// Ignores a break.
        const IGNBRK = 0x1;
        /// Sends SIGINT for a break.
        const BRKINT = 0x2;
        /// Ignores bytes with a parity or framing error.
        const IGNPAR = 0x4;
        /// Marks bytes with a parity or framing error.
        const PARMRK = 0x8;
        /// Checks parity.
        const INPCK = 0x10;
        /// Clears the eighth bit.
        const ISTRIP = 0x20;
        /// Translates NL to CR.
        const INLCR = 0x40;
        /// Ignores CR.
        const IGNCR = 0x80;
        /// Translates CR to NL.
        const ICRNL = 0x100;
        /// Translates upper case to lower case.
        const IUCLC = 0x200;
        /// Stops output at Ctrl-S, and resumes it at Ctrl-Q.
        const IXON = 0x400;
        /// Resumes output at any character.
        const IXANY = 0x800;
        /// Tells the other side to stop when the input queue is almost full.
        const IXOFF = 0x1000;
        /// Rings the bell when the input queue is full.
        const IMAXBEL = 0x2000;
        /// Characters are UTF-8, so `VERASE` erases a whole character.
        const IUTF8 = 0x4000;
    }
}

flags! {
    /// The processing of output. A delay is a value of several bits.
    pub struct OutputFlags: u32 {
        /// Enables output processing. Without it, the other flags have no effect.
        const OPOST = 0x1;
        /// Translates lower case to upper case.
        const OLCUC = 0x2;
        /// Translates NL to CR NL.
        const ONLCR = 0x4;
        /// Translates CR to NL.
        const OCRNL = 0x8;
        /// Omits CR in column 0.
        const ONOCR = 0x10;
        /// NL also returns to column 0, as CR does.
        const ONLRET = 0x20;
        /// Sends fill characters instead of waiting.
        const OFILL = 0x40;
        /// Uses DEL as the fill character.
        const OFDEL = 0x80;
        /// The mask of the delay of NL.
        const NLDLY = 0x100;
        /// The longer delay of NL.
        const NL1 = 0x100;
        /// The mask of the delay of CR.
        const CRDLY = 0x600;
        /// A short delay of CR.
        const CR1 = 0x200;
        /// A longer delay of CR.
        const CR2 = 0x400;
        /// The longest delay of CR.
        const CR3 = 0x600;
        /// The mask of the delay of tabs.
        const TABDLY = 0x1800;
        /// A short delay of tabs.
        const TAB1 = 0x800;
        /// A longer delay of tabs.
        const TAB2 = 0x1000;
        /// Translates tabs to spaces.
        const TAB3 = 0x1800;
        /// The same as `TAB3`.
        const XTABS = 0x1800;
        /// The mask of the delay of backspace.
        const BSDLY = 0x2000;
        /// The longer delay of backspace.
        const BS1 = 0x2000;
        /// The mask of the delay of vertical tabs.
        const VTDLY = 0x4000;
        /// The longer delay of vertical tabs.
        const VT1 = 0x4000;
        /// The mask of the delay of form feeds.
        const FFDLY = 0x8000;
        /// The longer delay of form feeds.
        const FF1 = 0x8000;
    }
}

flags! {
    /// The settings of the line. The size and the speeds are values of several bits.
    pub struct ControlFlags: u32 {
        /// The mask of the character size. If no bit of it is set, the size is five bits.
        const CSIZE = 0x30;
        /// Six bits.
        const CS6 = 0x10;
        /// Seven bits.
        const CS7 = 0x20;
        /// Eight bits.
        const CS8 = 0x30;
        /// Sends two stop bits instead of one.
        const CSTOPB = 0x40;
        /// Enables the receiver.
        const CREAD = 0x80;
        /// Enables parity.
        const PARENB = 0x100;
        /// Uses odd parity instead of even.
        const PARODD = 0x200;
        /// Hangs up the modem when the last descriptor is closed.
        const HUPCL = 0x400;
        /// Ignores the modem control lines.
        const CLOCAL = 0x800;
        /// The mask of the speed. See [`speed`](Self::speed).
        const CBAUD = 0x100f;
        /// The uppermost bit of the speed.
        const CBAUDEX = 0x1000;
        /// The mask of the input speed. See [`input_speed`](Self::input_speed).
        const CIBAUD = 0x100f_0000;
        /// Enables an address bit (Linux 6.0).
        const ADDRB = 0x2000_0000;
        /// Uses a parity bit with a constant value.
        const CMSPAR = 0x4000_0000;
        /// Uses the lines RTS and CTS to stop and resume transmission.
        const CRTSCTS = 0x8000_0000;
    }
}

impl ControlFlags {
    /// Returns the speed.
    #[inline]
    #[must_use]
    pub const fn speed(self) -> Speed {
        Speed::from_raw(self.bits() & Self::CBAUD.bits())
    }

    /// Returns the input speed; [`B0`](Speed::B0) means the same as the output speed.
    #[inline]
    #[must_use]
    pub const fn input_speed(self) -> Speed {
        Speed::from_raw((self.bits() & Self::CIBAUD.bits()) >> IBSHIFT)
    }

    /// Returns these flags with another speed.
    #[inline]
    #[must_use]
    pub const fn with_speed(self, speed: Speed) -> Self {
        let (mask, bits) = (Self::CBAUD.bits(), speed.raw());
        Self::from_bits_retain(self.bits() & !mask | bits & mask)
    }

    /// Returns these flags with another input speed.
    #[inline]
    #[must_use]
    pub const fn with_input_speed(self, speed: Speed) -> Self {
        let (mask, bits) = (Self::CIBAUD.bits(), speed.raw() << IBSHIFT);
        Self::from_bits_retain(self.bits() & !mask | bits & mask)
    }
}

/// The position of the input speed relative to the output speed.
const IBSHIFT: u32 = 16;

constants! {
    /// A speed in bits per second (`B`), as [`ControlFlags`] contains it.
    pub struct Speed: u32 {
        /// Hangs up. As an input speed: the same as the output speed.
        const B0 = 0x0;
        /// 50 bits per second.
        const B50 = 0x1;
        /// 75 bits per second.
        const B75 = 0x2;
        /// 110 bits per second.
        const B110 = 0x3;
        /// 134.5 bits per second.
        const B134 = 0x4;
        /// 150 bits per second.
        const B150 = 0x5;
        /// 200 bits per second.
        const B200 = 0x6;
        /// 300 bits per second.
        const B300 = 0x7;
        /// 600 bits per second.
        const B600 = 0x8;
        /// 1200 bits per second.
        const B1200 = 0x9;
        /// 1800 bits per second.
        const B1800 = 0xa;
        /// 2400 bits per second.
        const B2400 = 0xb;
        /// 4800 bits per second.
        const B4800 = 0xc;
        /// 9600 bits per second.
        const B9600 = 0xd;
        /// 19200 bits per second.
        const B19200 = 0xe;
        /// 38400 bits per second.
        const B38400 = 0xf;
        /// Another speed, which `ospeed` or `ispeed` of [`Termios2`](super::Termios2) contains.
        const BOTHER = 0x1000;
        /// 57,600 bits per second.
        const B57600 = 0x1001;
        /// 115,200 bits per second.
        const B115200 = 0x1002;
        /// 230,400 bits per second.
        const B230400 = 0x1003;
        /// 460,800 bits per second.
        const B460800 = 0x1004;
        /// 500,000 bits per second.
        const B500000 = 0x1005;
        /// 576,000 bits per second.
        const B576000 = 0x1006;
        /// 921,600 bits per second.
        const B921600 = 0x1007;
        /// 1,000,000 bits per second.
        const B1000000 = 0x1008;
        /// 1,152,000 bits per second.
        const B1152000 = 0x1009;
        /// 1,500,000 bits per second.
        const B1500000 = 0x100a;
        /// 2,000,000 bits per second.
        const B2000000 = 0x100b;
        /// 2,500,000 bits per second.
        const B2500000 = 0x100c;
        /// 3,000,000 bits per second.
        const B3000000 = 0x100d;
        /// 3,500,000 bits per second.
        const B3500000 = 0x100e;
        /// 4,000,000 bits per second.
        const B4000000 = 0x100f;
    }
}

flags! {
    /// The settings of the line discipline.
    pub struct LocalFlags: u32 {
        /// Special characters send signals.
        const ISIG = 0x1;
        /// Input is read in lines, which can be edited.
        const ICANON = 0x2;
        /// Marks upper case with a backslash; not implemented on Linux.
        const XCASE = 0x4;
        /// Echoes input.
        const ECHO = 0x8;
        /// `VERASE` erases the character on the screen.
        const ECHOE = 0x10;
        /// `VKILL` starts a new line on the screen.
        const ECHOK = 0x20;
        /// Echoes NL even without `ECHO`.
        const ECHONL = 0x40;
        /// Keeps the queues when a character sends a signal.
        const NOFLSH = 0x80;
        /// Sends SIGTTOU to a background process that writes.
        const TOSTOP = 0x100;
        /// Echoes control characters as `^X`.
        const ECHOCTL = 0x200;
        /// Prints the characters that are erased.
        const ECHOPRT = 0x400;
        /// `VKILL` erases the line on the screen.
        const ECHOKE = 0x800;
        /// Discards output; not implemented on Linux.
        const FLUSHO = 0x1000;
        /// Prints the line again at the next character; not implemented on Linux.
        const PENDIN = 0x4000;
        /// Enables processing that POSIX does not define.
        const IEXTEN = 0x8000;
        /// An external program processes the input, so the line discipline does not (Linux 2.6.36).
        const EXTPROC = 0x1_0000;
    }
}
