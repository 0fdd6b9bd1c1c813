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
    /// Flags for [`wait4`] (`W`): what to wait for, and how.
    pub struct WaitFlags: u32 {
        /// Does not wait.
        const NOHANG ("WNOHANG") = 1;
        /// Also reports children that stopped.
        const UNTRACED ("WUNTRACED", "WSTOPPED") = 2;
        /// Reports children that ended. For `waitid` only; `wait4` always reports them.
        const EXITED ("WEXITED") = 4;
        /// Also reports children that continued.
        const CONTINUED ("WCONTINUED") = 8;
        /// Leaves the child in a state in which it can be waited for again. For `waitid` only.
        const NOWAIT ("WNOWAIT") = 0x0100_0000;
        /// Ignores children of other threads of this process.
        const NOTHREAD ("__WNOTHREAD") = 0x2000_0000;
        /// Also waits for children that send another signal than `SIGCHLD` when they end.
        const ALL ("__WALL") = 0x4000_0000;
        /// Waits only for children that send another signal than `SIGCHLD` when they end.
        const CLONE ("__WCLONE") = 0x8000_0000;
    }
}

/// The status of a child: it exited, was killed by a signal, stopped or continued.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct WaitStatus(i32);

impl WaitStatus {
    /// Creates a status from the kernel's number.
    #[inline]
    #[must_use]
    pub const fn from_raw(raw: i32) -> Self {
        Self(raw)
    }

    /// Returns the kernel's number. If a traced child stopped, the bits from 16 upwards contain the
    /// event.
    #[inline]
    #[must_use]
    pub const fn raw(self) -> i32 {
        self.0
    }

    /// Returns `true` if the child exited.
    #[doc(alias = "WIFEXITED")]
    #[inline]
    #[must_use]
    pub const fn exited(self) -> bool {
        self.0 & 0x7f == 0
    }

    /// Returns `true` if a signal killed the child.
    #[doc(alias = "WIFSIGNALED")]
    #[inline]
    #[must_use]
    pub const fn signaled(self) -> bool {
        !matches!(self.0 & 0x7f, 0 | 0x7f)
    }

    /// Returns `true` if the child stopped.
    #[doc(alias = "WIFSTOPPED")]
    #[inline]
    #[must_use]
    pub const fn stopped(self) -> bool {
        self.0 & 0xff == 0x7f
    }

    /// Returns `true` if the child continued.
    #[doc(alias = "WIFCONTINUED")]
    #[inline]
    #[must_use]
    pub const fn continued(self) -> bool {
        self.0 == 0xffff
    }

    /// Returns the exit status, 0 to 255, if the child exited.
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

    /// Returns the signal that killed or stopped the child. Also `None` if a traced child stopped
    /// for another reason than a signal.
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

    /// Returns `true` if a signal killed the child and the child left a core dump.
    #[doc(alias = "WCOREDUMP")]
    #[inline]
    #[must_use]
    pub const fn core_dumped(self) -> bool {
        self.signaled() && self.0 & 0x80 != 0
    }
}

/// Writes the status, named after the methods.
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

/// `wait4(2)`: waits until a child ends, or for the other events in `flags`.
///
/// A positive `pid` is the id of a child. -1 is any child, and 0 any child in the caller's process
/// group. Any other negative number is any child in the process group with the absolute value as
/// its id.
///
/// Returns the child and its status. With [`WaitFlags::NOHANG`], returns `None` if no child has an
/// event to report. If a child is returned, `rusage` is initialised: it contains the resources that
/// the child, and the children that it waited for, have used. The page of [`fork`](super::fork())
/// has an example.
///
/// # Errors
///
/// - [`CHILD`](crate::Errno::CHILD): the caller has no such child, or `SIGCHLD` is ignored and the
///   last child has ended.
/// - [`INTR`](crate::Errno::INTR): a signal arrived before a child had an event.
/// - [`INVAL`](crate::Errno::INVAL): `flags` contains a flag that is unknown or only for `waitid`.
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
    // SAFETY: the kernel writes a status, and a `Rusage` if `rusage` is not null.
    let child: Result<Pid> = unsafe { sys!(WAIT4, pid, status.as_mut_ptr(), flags, rusage) };
    child.map(|child| match child.raw() {
        0 => None,
        // SAFETY: the kernel returned a child, so it has written the status.
        _ => Some((child, unsafe { status.assume_init() })),
    })
}
