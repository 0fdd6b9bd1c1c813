//! `clock_gettime(2)`, `clock_getres(2)`, `clock_settime(2)` and `clock_nanosleep(2)`.

use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;
use crate::types::time::{self, ClockId, Timespec};
use crate::vdso;

flags! {
    /// Flags for [`clock_nanosleep`] (`TIMER_`).
    pub struct TimerFlags: u32 {
        /// The time is a point in time of the clock, instead of a duration from now.
        const ABSTIME ("TIMER_ABSTIME") = 1;
    }
}

/// `clock_gettime(2)`: returns the time of a clock.
///
/// Calls the vDSO. If the vDSO lacks the function, makes the system call.
///
/// ```
/// use trapgate::time::{self, ClockId};
///
/// let start = time::clock_gettime(ClockId::MONOTONIC)?;
/// assert!(start <= time::clock_gettime(ClockId::MONOTONIC)?);
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the clock does not exist.
/// - [`NODEV`](crate::Errno::NODEV): the device of a dynamic clock is gone, or an auxiliary clock
///   is disabled.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a dynamic clock cannot be read.
///
/// # Kernel
///
/// Linux 2.6, `kernel/time/posix-timers.c`; on i686 `clock_gettime64`, Linux 5.1.
/// [clock_gettime(2)](https://man7.org/linux/man-pages/man2/clock_gettime.2.html)
#[doc(alias = "clock_gettime64")]
#[inline]
pub fn clock_gettime(clock: ClockId) -> Result<Timespec> {
    let mut time = MaybeUninit::<Timespec>::uninit();
    let out = time.as_mut_ptr();
    // SAFETY: the vDSO writes one `Timespec`.
    let answer = unsafe { vdso::clock_gettime(clock.raw(), out) };
    // SAFETY: the kernel writes one `Timespec`.
    let call = move || unsafe { sys!(CLOCK_GETTIME, clock, out) };
    let done = vdso::or_call(answer, call);
    // SAFETY: the call succeeded, so the vDSO or the kernel has written the `Timespec`.
    done.map(|()| unsafe { time.assume_init() })
}

/// `clock_getres(2)`: returns the resolution of a clock.
///
/// Calls the vDSO. If the vDSO lacks the function, makes the system call.
///
/// For the auxiliary clocks (`CLOCK_AUX`, numbers 16 to 23, Linux 6.17), the vDSO reports 1 ns even
/// if the clock is disabled, although the system call would return an error.
///
/// # Errors
///
/// Those of [`clock_gettime`].
///
/// # Kernel
///
/// Linux 2.6, `kernel/time/posix-timers.c`; on i686 `clock_getres_time64`, Linux 5.1.
/// [clock_getres(2)](https://man7.org/linux/man-pages/man2/clock_getres.2.html)
#[doc(alias = "clock_getres_time64")]
#[inline]
pub fn clock_getres(clock: ClockId) -> Result<Timespec> {
    let mut resolution = MaybeUninit::<Timespec>::uninit();
    let out = resolution.as_mut_ptr();
    // SAFETY: the vDSO writes one `Timespec`.
    let answer = unsafe { vdso::clock_getres(clock.raw(), out) };
    // SAFETY: the kernel writes one `Timespec`.
    let call = move || unsafe { sys!(CLOCK_GETRES, clock, out) };
    let done = vdso::or_call(answer, call);
    // SAFETY: the call succeeded, so the vDSO or the kernel has written the `Timespec`.
    done.map(|()| unsafe { resolution.assume_init() })
}

/// `clock_settime(2)`: sets a clock.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the clock does not exist or cannot be set, or `time` is out of
///   range.
/// - [`NODEV`](crate::Errno::NODEV): the device of a dynamic clock is gone, or an auxiliary clock
///   is disabled.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a dynamic clock cannot be set.
/// - [`PERM`](crate::Errno::PERM): the caller may not set this clock.
///
/// # Kernel
///
/// Linux 2.6, `kernel/time/posix-timers.c`; on i686 `clock_settime64`, Linux 5.1.
/// [clock_settime(2)](https://man7.org/linux/man-pages/man2/clock_settime.2.html)
#[doc(alias = "clock_settime64")]
#[inline]
pub fn clock_settime(clock: ClockId, time: &Timespec) -> Result<()> {
    time::whole([time])?;
    // SAFETY: the kernel reads one `Timespec`.
    unsafe { sys!(CLOCK_SETTIME, clock, Some(time)) }
}

/// `clock_nanosleep(2)`: sleeps for a duration on a clock or, with [`TimerFlags::ABSTIME`], until a
/// point in time.
///
/// If the point in time has passed, the call returns at once. If a signal interrupts a duration,
/// the kernel writes the time that is left to `remain`; otherwise it leaves `remain` unchanged.
///
/// ```
/// use core::time::Duration;
/// use trapgate::time::{self, ClockId, TimerFlags, Timespec};
///
/// let request = Timespec::try_from(Duration::from_millis(1))?;
/// time::clock_nanosleep(ClockId::MONOTONIC, TimerFlags::empty(), &request, None)?;
/// # Ok::<(), trapgate::Errno>(())
/// ```
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal interrupted the call.
/// - [`INVAL`](crate::Errno::INVAL): the clock does not exist, or the time is negative or has more
///   than 999,999,999 nanoseconds.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): the clock does not support sleeping.
/// - [`PERM`](crate::Errno::PERM): the clock is an alarm clock, and the caller may not wake the
///   machine.
///
/// # Kernel
///
/// Linux 2.6, `kernel/time/posix-timers.c`; on i686 `clock_nanosleep_time64`, Linux 5.1.
/// [clock_nanosleep(2)](https://man7.org/linux/man-pages/man2/clock_nanosleep.2.html)
#[doc(alias = "clock_nanosleep_time64")]
#[doc(alias = "nanosleep")]
#[inline]
pub fn clock_nanosleep(
    clock: ClockId,
    flags: TimerFlags,
    request: &Timespec,
    remain: Option<&mut Timespec>,
) -> Result<()> {
    time::whole([request])?;
    // SAFETY: the kernel reads one `Timespec`, and writes at most one to `remain`.
    unsafe { sys!(CLOCK_NANOSLEEP, clock, flags, Some(request), remain) }
}
