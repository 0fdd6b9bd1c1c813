//! `clock_gettime(2)`, `clock_getres(2)`, `clock_settime(2)`, `clock_nanosleep(2)`.

use core::mem::MaybeUninit;

use crate::errno::Result;
use crate::sys::sys;
use crate::types::flags;
use crate::types::time::{self, ClockId, Timespec};
use crate::vdso;

flags! {
    /// `TIMER_*`: how a time to wait for is meant.
    pub struct TimerFlags: u32 {
        /// A point on the clock, not a span from now.
        const ABSTIME ("TIMER_ABSTIME") = 1;
    }
}

/// `clock_gettime(2)`: the time of a clock.
///
/// Calls the vDSO and, where that lacks the function, makes the system call.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): no such clock.
/// - [`NODEV`](crate::Errno::NODEV): a dynamic clock whose device is gone, or an auxiliary clock that is off.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a dynamic clock that cannot be read.
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
    // SAFETY: after a success either has.
    done.map(|()| unsafe { time.assume_init() })
}

/// `clock_getres(2)`: the resolution of a clock.
///
/// Calls the vDSO and, where that lacks the function, makes the system call.
///
/// For the auxiliary clocks (`CLOCK_AUX`, ids 16 to 23, Linux 6.17), the vDSO reports 1 ns even if the clock is off and the
/// system call would reject it.
///
/// # Errors
///
/// As [`clock_gettime`].
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
    // SAFETY: after a success either has.
    done.map(|()| unsafe { resolution.assume_init() })
}

/// `clock_settime(2)`: sets a clock.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): no such clock, one that cannot be set, or a time out of range.
/// - [`NODEV`](crate::Errno::NODEV): a dynamic clock whose device is gone, or an auxiliary clock that is off.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a dynamic clock that cannot be set.
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

/// `clock_nanosleep(2)`: sleeps for a span of a clock's time or, with [`TimerFlags::ABSTIME`], until a point of it.
///
/// A point that has passed is no wait. If a signal cuts a span short, what is left of it is written to `remain`, which
/// otherwise stays as it is.
///
/// # Errors
///
/// - [`INTR`](crate::Errno::INTR): a signal came first.
/// - [`INVAL`](crate::Errno::INVAL): no such clock, or a time that is negative or has too many nanoseconds.
/// - [`OPNOTSUPP`](crate::Errno::OPNOTSUPP): a clock that nobody can sleep on.
/// - [`PERM`](crate::Errno::PERM): an alarm clock, and the caller may not wake the machine.
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
    // SAFETY: the kernel reads one `Timespec` and writes at most one where it may.
    unsafe { sys!(CLOCK_NANOSLEEP, clock, flags, Some(request), remain) }
}
