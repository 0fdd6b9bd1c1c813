//! Signals.

use core::fmt;
use core::num::NonZeroI32;

use crate::arg::Arg;

/// A signal, 1 to 64.
///
/// Numbers from [`RTMIN`](Self::RTMIN) to [`RTMAX`](Self::RTMAX) are the real-time signals, of which C libraries keep the
/// first two or three for themselves.
///
/// ```
/// use trapgate::signal::Signal;
/// assert_eq!((Signal::TERM.raw(), Signal::TERM.name()), (15, Some("SIGTERM")));
/// assert_eq!(Signal::from_raw(40).unwrap().to_string(), "SIGRTMIN+8");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Signal(NonZeroI32);

macro_rules! signals {
    ($($(#[$doc:meta])* $name:ident $number:literal $kernel:literal;)*) => {
        impl Signal {
            $(
                $(#[$doc])*
                #[doc(alias = $kernel)]
                pub const $name: Self = Self::known($number);
            )*

            /// The kernel's name, such as `"SIGTERM"`; `None` for a real-time signal.
            #[inline]
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.raw() {
                    $($number => Some($kernel),)*
                    _ => None,
                }
            }
        }
    };
}

signals! {
    /// The terminal is gone.
    HUP 1 "SIGHUP";
    /// Interrupted from the terminal.
    INT 2 "SIGINT";
    /// Quit from the terminal; with a core dump.
    QUIT 3 "SIGQUIT";
    /// Illegal instruction.
    ILL 4 "SIGILL";
    /// Trace or breakpoint trap.
    TRAP 5 "SIGTRAP";
    /// Aborted by the program itself.
    ABRT 6 "SIGABRT";
    /// Access to memory that has nothing behind it.
    BUS 7 "SIGBUS";
    /// Arithmetic error.
    FPE 8 "SIGFPE";
    /// Ends the process; cannot be caught.
    KILL 9 "SIGKILL";
    /// The program's own use.
    USR1 10 "SIGUSR1";
    /// Access to memory that is not the program's.
    SEGV 11 "SIGSEGV";
    /// The program's own use.
    USR2 12 "SIGUSR2";
    /// Written to a pipe that nobody reads.
    PIPE 13 "SIGPIPE";
    /// The timer of `alarm` went off.
    ALRM 14 "SIGALRM";
    /// Asked to end.
    TERM 15 "SIGTERM";
    /// Never sent by the kernel.
    STKFLT 16 "SIGSTKFLT";
    /// A child ended, stopped or went on.
    CHLD 17 "SIGCHLD";
    /// Goes on if stopped.
    CONT 18 "SIGCONT";
    /// Stops the process; cannot be caught.
    STOP 19 "SIGSTOP";
    /// Stopped from the terminal.
    TSTP 20 "SIGTSTP";
    /// Read from the terminal in the background.
    TTIN 21 "SIGTTIN";
    /// Wrote to the terminal in the background.
    TTOU 22 "SIGTTOU";
    /// Urgent data on a socket.
    URG 23 "SIGURG";
    /// Over the limit of CPU time.
    XCPU 24 "SIGXCPU";
    /// Over the limit of a file's size.
    XFSZ 25 "SIGXFSZ";
    /// The virtual interval timer went off.
    VTALRM 26 "SIGVTALRM";
    /// The profiling interval timer went off.
    PROF 27 "SIGPROF";
    /// The terminal's window changed its size.
    WINCH 28 "SIGWINCH";
    /// A descriptor is ready.
    #[doc(alias = "SIGPOLL")]
    IO 29 "SIGIO";
    /// The power is failing.
    PWR 30 "SIGPWR";
    /// A system call that is not allowed.
    SYS 31 "SIGSYS";
}

impl Signal {
    /// The first real-time signal, as the kernel counts them.
    #[doc(alias = "SIGRTMIN")]
    pub const RTMIN: Self = Self::known(32);
    /// The last real-time signal.
    #[doc(alias = "SIGRTMAX")]
    pub const RTMAX: Self = Self::known(64);
    /// Another name of `ABRT`.
    #[doc(alias = "SIGIOT")]
    pub const IOT: Self = Self::ABRT;
    /// Another name of `IO`.
    #[doc(alias = "SIGPOLL")]
    pub const POLL: Self = Self::IO;

    /// For the constants alone: evaluated by the compiler, which refuses a zero.
    const fn known(number: i32) -> Self {
        Self(NonZeroI32::new(number).unwrap())
    }

    /// The signal with this number; `None` outside 1 to 64.
    #[inline]
    #[must_use]
    pub const fn from_raw(number: i32) -> Option<Self> {
        match NonZeroI32::new(number) {
            Some(number) if 0 < number.get() && number.get() <= 64 => Some(Self(number)),
            _ => None,
        }
    }

    /// The number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> i32 {
        self.0.get()
    }
}

/// The name, or `SIGRTMIN+8` for a real-time signal.
impl fmt::Display for Signal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "SIGRTMIN+{}", self.raw().wrapping_sub(32)),
        }
    }
}

/// As `Display`.
impl fmt::Debug for Signal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Arg for Signal {
    #[inline]
    fn word(self) -> usize {
        self.raw().word()
    }
}

/// 0 for none.
impl Arg for Option<Signal> {
    #[inline]
    fn word(self) -> usize {
        self.map_or(0, Signal::raw).word()
    }
}
