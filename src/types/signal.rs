//! Signals.

use core::fmt;
use core::num::NonZeroI32;

use crate::arg::Arg;
use crate::types::c_names;

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
    (impl Signal { $($(#[$doc:meta])* const $name:ident ($c:literal) = $number:literal;)* }) => {
        impl Signal {
            c_names! { Self::known: $($(#[$doc])* const $name ($c) = $number;)* }

            /// The kernel's name, such as `"SIGTERM"`; `None` for a real-time signal.
            #[inline]
            #[must_use]
            pub const fn name(self) -> Option<&'static str> {
                match self.raw() {
                    $($number => Some($c),)*
                    _ => None,
                }
            }
        }
    };
}

signals! {
    impl Signal {
        /// The terminal is gone.
        const HUP ("SIGHUP") = 1;
        /// Interrupted from the terminal.
        const INT ("SIGINT") = 2;
        /// Quit from the terminal; with a core dump.
        const QUIT ("SIGQUIT") = 3;
        /// Illegal instruction.
        const ILL ("SIGILL") = 4;
        /// Trace or breakpoint trap.
        const TRAP ("SIGTRAP") = 5;
        /// Aborted by the program itself.
        const ABRT ("SIGABRT") = 6;
        /// Access to memory that has nothing behind it.
        const BUS ("SIGBUS") = 7;
        /// Arithmetic error.
        const FPE ("SIGFPE") = 8;
        /// Ends the process; cannot be caught.
        const KILL ("SIGKILL") = 9;
        /// The program's own use.
        const USR1 ("SIGUSR1") = 10;
        /// Access to memory that is not the program's.
        const SEGV ("SIGSEGV") = 11;
        /// The program's own use.
        const USR2 ("SIGUSR2") = 12;
        /// Written to a pipe that nobody reads.
        const PIPE ("SIGPIPE") = 13;
        /// The timer of `alarm` went off.
        const ALRM ("SIGALRM") = 14;
        /// Asked to end.
        const TERM ("SIGTERM") = 15;
        /// Never sent by the kernel.
        const STKFLT ("SIGSTKFLT") = 16;
        /// A child ended, stopped or went on.
        const CHLD ("SIGCHLD") = 17;
        /// Goes on if stopped.
        const CONT ("SIGCONT") = 18;
        /// Stops the process; cannot be caught.
        const STOP ("SIGSTOP") = 19;
        /// Stopped from the terminal.
        const TSTP ("SIGTSTP") = 20;
        /// Read from the terminal in the background.
        const TTIN ("SIGTTIN") = 21;
        /// Wrote to the terminal in the background.
        const TTOU ("SIGTTOU") = 22;
        /// Urgent data on a socket.
        const URG ("SIGURG") = 23;
        /// Over the limit of CPU time.
        const XCPU ("SIGXCPU") = 24;
        /// Over the limit of a file's size.
        const XFSZ ("SIGXFSZ") = 25;
        /// The virtual interval timer went off.
        const VTALRM ("SIGVTALRM") = 26;
        /// The profiling interval timer went off.
        const PROF ("SIGPROF") = 27;
        /// The terminal's window changed its size.
        const WINCH ("SIGWINCH") = 28;
        /// A descriptor is ready.
        const IO ("SIGIO") = 29;
        /// The power is failing.
        const PWR ("SIGPWR") = 30;
        /// A system call that is not allowed.
        const SYS ("SIGSYS") = 31;
    }
}

impl Signal {
    c_names! { Self::known:
        /// The first real-time signal, as the kernel counts them.
        const RTMIN ("SIGRTMIN") = 32;
        /// The last real-time signal.
        const RTMAX ("SIGRTMAX") = 64;
        /// Another name of `ABRT`.
        const IOT ("SIGIOT") = 6;
        /// Another name of `IO`.
        const POLL ("SIGPOLL") = 29;
    }

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
