//! Signals.

use core::fmt;
use core::num::NonZeroI32;

use crate::arg::Arg;
use crate::types::c_names;

/// A signal, from 1 to 64.
///
/// The numbers from [`RTMIN`](Self::RTMIN) to [`RTMAX`](Self::RTMAX) are the real-time signals. C
/// libraries reserve the first two or three of them.
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

            /// Returns the kernel's name, such as `"SIGTERM"`, or `None` for a real-time signal.
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
        /// The terminal hung up, or its controlling process exited.
        const HUP ("SIGHUP") = 1;
        /// Interrupt from the terminal.
        const INT ("SIGINT") = 2;
        /// Quit from the terminal, with a core dump.
        const QUIT ("SIGQUIT") = 3;
        /// Illegal instruction.
        const ILL ("SIGILL") = 4;
        /// Trace or breakpoint trap.
        const TRAP ("SIGTRAP") = 5;
        /// Sent by `abort`.
        const ABRT ("SIGABRT") = 6;
        /// Access to a mapping with no memory to back it, such as a page beyond the end of a mapped
        /// file.
        const BUS ("SIGBUS") = 7;
        /// Arithmetic error.
        const FPE ("SIGFPE") = 8;
        /// Kills the process. Cannot be caught, blocked or ignored.
        const KILL ("SIGKILL") = 9;
        /// Defined by the program.
        const USR1 ("SIGUSR1") = 10;
        /// Access to memory that is not mapped, or that is mapped without the permission for it.
        const SEGV ("SIGSEGV") = 11;
        /// Defined by the program.
        const USR2 ("SIGUSR2") = 12;
        /// Write to a pipe or socket that has no reader.
        const PIPE ("SIGPIPE") = 13;
        /// The timer set by `alarm` expired.
        const ALRM ("SIGALRM") = 14;
        /// Request to terminate.
        const TERM ("SIGTERM") = 15;
        /// Unused. The kernel never sends it.
        const STKFLT ("SIGSTKFLT") = 16;
        /// A child exited, stopped or continued.
        const CHLD ("SIGCHLD") = 17;
        /// Continues a stopped process.
        const CONT ("SIGCONT") = 18;
        /// Stops the process. Cannot be caught, blocked or ignored.
        const STOP ("SIGSTOP") = 19;
        /// Stop from the terminal.
        const TSTP ("SIGTSTP") = 20;
        /// Read from the terminal by a background process.
        const TTIN ("SIGTTIN") = 21;
        /// Write to the terminal by a background process.
        const TTOU ("SIGTTOU") = 22;
        /// Urgent data arrived on a socket.
        const URG ("SIGURG") = 23;
        /// The process exceeded its limit of CPU time.
        const XCPU ("SIGXCPU") = 24;
        /// The process exceeded its limit of the size of a file.
        const XFSZ ("SIGXFSZ") = 25;
        /// The virtual interval timer expired.
        const VTALRM ("SIGVTALRM") = 26;
        /// The profiling interval timer expired.
        const PROF ("SIGPROF") = 27;
        /// The size of the terminal's window changed.
        const WINCH ("SIGWINCH") = 28;
        /// I/O is possible on a descriptor.
        const IO ("SIGIO") = 29;
        /// Power failure.
        const PWR ("SIGPWR") = 30;
        /// Bad system call, for example one that a seccomp filter rejects.
        const SYS ("SIGSYS") = 31;
    }
}

impl Signal {
    c_names! { Self::known:
        /// The kernel's first real-time signal.
        const RTMIN ("SIGRTMIN") = 32;
        /// The last real-time signal.
        const RTMAX ("SIGRTMAX") = 64;
        /// A synonym of `ABRT`.
        const IOT ("SIGIOT") = 6;
        /// A synonym of `IO`.
        const POLL ("SIGPOLL") = 29;
    }

    /// For the constants only. The compiler evaluates it, and a zero does not compile.
    const fn known(number: i32) -> Self {
        Self(NonZeroI32::new(number).unwrap())
    }

    /// Returns the signal with this number, or `None` if it is not in 1 to 64.
    #[inline]
    #[must_use]
    pub const fn from_raw(number: i32) -> Option<Self> {
        match NonZeroI32::new(number) {
            Some(number) if 0 < number.get() && number.get() <= 64 => Some(Self(number)),
            _ => None,
        }
    }

    /// Returns the number.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> i32 {
        self.0.get()
    }
}

/// Writes the name, or, for a real-time signal, its distance from the first: `SIGRTMIN+8`.
impl fmt::Display for Signal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "SIGRTMIN+{}", self.raw().wrapping_sub(32)),
        }
    }
}

/// Same as `Display`.
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

/// Passes 0 for `None`.
impl Arg for Option<Signal> {
    #[inline]
    fn word(self) -> usize {
        self.map_or(0, Signal::raw).word()
    }
}
