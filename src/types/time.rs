//! Times and clocks.

use core::time::Duration;

use static_assertions::const_assert_eq;

use super::constants;
use crate::arch::shape;
use crate::errno::{Errno, Result};

/// A time in seconds and nanoseconds (`struct __kernel_timespec`), 64 bits wide on both targets.
///
/// Each function documents whether this is a duration or a point in time, and on which clock. The kernel takes `tv_nsec`
/// from 0 to 999,999,999. On i686 it reads 32 bits of it; what has more is rejected there with [`Errno::INVAL`], without a
/// call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Timespec {
    /// Seconds.
    pub tv_sec: i64,
    /// Nanoseconds on top of them.
    pub tv_nsec: i64,
}

const_assert_eq!(size_of::<Timespec>(), 16);

/// Rejects times whose nanoseconds the kernel would not read whole. Each function that passes a [`Timespec`] to the kernel
/// starts with this.
///
/// # Errors
///
/// [`Errno::INVAL`]: more than 32 bits, on i686.
#[inline]
pub(crate) fn whole<'time>(times: impl IntoIterator<Item = &'time Timespec>) -> Result<()> {
    for time in times {
        shape::nanoseconds(time.tv_nsec)?;
    }
    Ok(())
}

impl TryFrom<Duration> for Timespec {
    type Error = Errno;

    /// [`Errno::OVERFLOW`] above `i64::MAX` seconds.
    #[inline]
    fn try_from(span: Duration) -> Result<Self, Errno> {
        match i64::try_from(span.as_secs()) {
            Ok(tv_sec) => Ok(Self {
                tv_sec,
                tv_nsec: span.subsec_nanos().into(),
            }),
            Err(_) => Err(Errno::OVERFLOW),
        }
    }
}

impl TryFrom<Timespec> for Duration {
    type Error = Errno;

    /// [`Errno::INVAL`] where the seconds are negative or the nanoseconds out of their range.
    #[inline]
    fn try_from(time: Timespec) -> Result<Self, Errno> {
        match (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec)) {
            (Ok(secs), Ok(nanos @ 0..1_000_000_000)) => Ok(Self::new(secs, nanos)),
            _ => Err(Errno::INVAL),
        }
    }
}

/// A time in seconds and microseconds, 64 bits wide on both targets whatever the kernel has for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Timeval {
    /// Seconds.
    pub tv_sec: i64,
    /// Microseconds on top of them.
    pub tv_usec: i64,
}

const_assert_eq!(size_of::<Timeval>(), 16);

constants! {
    /// A clock (`clockid_t`).
    ///
    /// The constants are the kernel's fixed clocks. A dynamic clock has a number that is made from a descriptor or from a
    /// process id: [`from_raw`](Self::from_raw) takes any.
    #[doc(alias = "clockid_t")]
    pub struct ClockId: i32 {
        /// Seconds since 1970 in UTC; jumps when it is set.
        const REALTIME ("CLOCK_REALTIME") = 0;
        /// Since some point before the start; never jumps, stops while the machine is suspended.
        const MONOTONIC ("CLOCK_MONOTONIC") = 1;
        /// CPU time of this process.
        const PROCESS_CPUTIME_ID ("CLOCK_PROCESS_CPUTIME_ID") = 2;
        /// CPU time of this thread.
        const THREAD_CPUTIME_ID ("CLOCK_THREAD_CPUTIME_ID") = 3;
        /// As `MONOTONIC`, not steered by NTP.
        const MONOTONIC_RAW ("CLOCK_MONOTONIC_RAW") = 4;
        /// `REALTIME` as of the last tick.
        const REALTIME_COARSE ("CLOCK_REALTIME_COARSE") = 5;
        /// `MONOTONIC` as of the last tick.
        const MONOTONIC_COARSE ("CLOCK_MONOTONIC_COARSE") = 6;
        /// As `MONOTONIC`, and goes on while the machine is suspended.
        const BOOTTIME ("CLOCK_BOOTTIME") = 7;
        /// `REALTIME`; its timers wake a suspended machine.
        const REALTIME_ALARM ("CLOCK_REALTIME_ALARM") = 8;
        /// `BOOTTIME`; its timers wake a suspended machine.
        const BOOTTIME_ALARM ("CLOCK_BOOTTIME_ALARM") = 9;
        /// A clock of machines that the kernel has dropped.
        const SGI_CYCLE ("CLOCK_SGI_CYCLE") = 10;
        /// International atomic time: `REALTIME` without leap seconds.
        const TAI ("CLOCK_TAI") = 11;
        /// The first of eight auxiliary clocks, numbers 16 to 23 (Linux 6.17).
        const AUX ("CLOCK_AUX") = 16;
        /// The last auxiliary clock.
        const AUX_LAST ("CLOCK_AUX_LAST") = 23;
    }
}
