//! `wait4(2)`.

use core::fmt;
use core::mem::MaybeUninit;

use super::Rusage;
use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;
use crate::types::id::Pid;
use crate::types::signal::Signal;

flags! {
    /// `W*`: what to wait for, and how.
    pub struct WaitFlags: u32 {
        /// Does not wait.
        const NOHANG ("WNOHANG") = 1;
        /// Also for children that stopped.
        const UNTRACED ("WUNTRACED", "WSTOPPED") = 2;
        /// For children that ended; `waitid` alone, `wait4` always does.
        const EXITED ("WEXITED") = 4;
        /// Also for children that went on.
        const CONTINUED ("WCONTINUED") = 8;
        /// Leaves the child to be waited for again; `waitid` alone.
        const NOWAIT ("WNOWAIT") = 0x0100_0000;
        /// Not for children of other threads of this process.
        const NOTHREAD ("__WNOTHREAD") = 0x2000_0000;
        /// For children that send another signal than `SIGCHLD`, too.
        const ALL ("__WALL") = 0x4000_0000;
        /// For such children alone.
        const CLONE ("__WCLONE") = 0x8000_0000;
    }
}

/// What became of a child: it exited, was ended by a signal, stopped, or went on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct WaitStatus(i32);

impl WaitStatus {
    /// The status as the kernel writes it.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: i32) -> Self {
        Self(raw)
    }

    /// The status as the kernel wrote it. Of a traced child that stopped, the bits from 16 up are the event.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> i32 {
        self.0
    }

    /// Whether it exited.
    #[doc(alias = "WIFEXITED")]
    #[inline]
    #[must_use]
    pub const fn exited(self) -> bool {
        self.0 & 0x7f == 0
    }

    /// Whether a signal ended it.
    #[doc(alias = "WIFSIGNALED")]
    #[inline]
    #[must_use]
    pub const fn signaled(self) -> bool {
        !matches!(self.0 & 0x7f, 0 | 0x7f)
    }

    /// Whether it stopped.
    #[doc(alias = "WIFSTOPPED")]
    #[inline]
    #[must_use]
    pub const fn stopped(self) -> bool {
        self.0 & 0xff == 0x7f
    }

    /// Whether it went on.
    #[doc(alias = "WIFCONTINUED")]
    #[inline]
    #[must_use]
    pub const fn continued(self) -> bool {
        self.0 == 0xffff
    }

    /// The code that it exited with, 0 to 255.
    #[doc(alias = "WEXITSTATUS")]
    #[inline]
    #[must_use]
    pub const fn code(self) -> Option<i32> {
        if self.exited() {
            Some(self.0 >> 8 & 0xff)
        } else {
            None
        }
    }

    /// The signal that ended or stopped it. `None` also for a stop of a traced child that is no signal's.
    #[doc(alias = "WTERMSIG")]
    #[doc(alias = "WSTOPSIG")]
    #[inline]
    #[must_use]
    pub const fn signal(self) -> Option<Signal> {
        if self.signaled() {
            Signal::from_raw(self.0 & 0x7f)
        } else if self.stopped() {
            Signal::from_raw(self.0 >> 8 & 0xff)
        } else {
            None
        }
    }

    /// Whether a signal ended it and left a core dump.
    #[doc(alias = "WCOREDUMP")]
    #[inline]
    #[must_use]
    pub const fn core_dumped(self) -> bool {
        self.signaled() && self.0 & 0x80 != 0
    }
}

/// What became of it, in the words of the methods.
impl fmt::Debug for WaitStatus {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.code(), self.signal()) {
            (Some(code), _) => return write!(f, "exited({code})"),
            (_, Some(signal)) if self.stopped() => return write!(f, "stopped({signal})"),
            (_, Some(signal)) if self.core_dumped() => {
                return write!(f, "signaled({signal}, core dumped)");
            }
            (_, Some(signal)) => return write!(f, "signaled({signal})"),
            _ if self.continued() => "continued",
            _ => return write!(f, "WaitStatus({:#x})", self.0),
        };
        f.write_str(what)
    }
}

/// `wait4(2)`: waits for a child to end, or for what else the flags say.
///
/// A positive `pid` is that child; -1 any child; 0 any child in the caller's process group; any other negative number any
/// child in the group of that number's amount. Returns the child and what became of it; nothing with
/// [`WaitFlags::NOHANG`] when there is no news. Where a child is returned, `rusage` is initialised with what it and the
/// children that it waited for have used.
///
/// # Errors
///
/// - [`CHILD`](crate::Errno::CHILD): there is no such child, or `SIGCHLD` is ignored and the last one has ended.
/// - [`INTR`](crate::Errno::INTR): a signal came first.
/// - [`INVAL`](crate::Errno::INVAL): a flag that is `waitid`'s, or unknown.
/// - [`SRCH`](crate::Errno::SRCH): `pid` is `i32::MIN`.
///
/// # Kernel
///
/// Linux 1.0, `kernel/exit.c`. [wait4(2)](https://man7.org/linux/man-pages/man2/wait4.2.html)
#[doc(alias = "waitpid")]
#[doc(alias = "wait")]
#[inline]
pub fn wait4(
    pid: Pid,
    flags: WaitFlags,
    rusage: Option<&mut MaybeUninit<Rusage>>,
) -> Result<Option<(Pid, WaitStatus)>> {
    let mut status = MaybeUninit::<WaitStatus>::uninit();
    // SAFETY: the kernel writes a status and, if it is to, a `Rusage` where these point.
    let child: Result<Pid> = unsafe { sys!(WAIT4, pid, status.as_mut_ptr(), flags, rusage) };
    child.map(|child| match child.raw() {
        0 => None,
        // SAFETY: where the kernel answers with a child it has written the status.
        _ => Some((child, unsafe { status.assume_init() })),
    })
}
