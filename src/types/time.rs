//! Times and clocks.

use core::time::Duration;

use static_assertions::const_assert_eq;

use super::constants;
use crate::arch::shape;
use crate::errno::{Errno, Result};

/// A time in seconds and nanoseconds (`struct __kernel_timespec`), 64 bits wide on both targets.
///
/// Each function documents whether this is a duration or a point in time, and on which clock. The
/// kernel accepts a `tv_nsec` from 0 to 999,999,999. On i686 it reads only 32 bits of `tv_nsec`, so
/// a value with more bits is [`Errno::INVAL`] there, without a call.
///
/// ```
/// use core::time::Duration;
/// use trapgate::time::Timespec;
///
/// let time = Timespec::try_from(Duration::from_millis(1500))?;
/// assert_eq!((time.tv_sec, time.tv_nsec), (1, 500_000_000));
/// # Ok::<(), trapgate::Errno>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Timespec {
    /// Seconds.
    pub tv_sec: i64,
    /// Nanoseconds, in addition to the seconds.
    pub tv_nsec: i64,
}

const_assert_eq!(size_of::<Timespec>(), 16);

/// Rejects times whose nanoseconds the kernel would truncate. Each function that passes a
/// [`Timespec`] to the kernel starts with this.
///
/// # Errors
///
/// - [`INVAL`](crate::Errno::INVAL): the nanoseconds have more than 32 bits, on i686.
#[inline]
pub(crate) fn whole<'time>(times: impl IntoIterator<Item = &'time Timespec>) -> Result<()> {
    for time in times {
        shape::nanoseconds(time.tv_nsec)?;
    }
    Ok(())
}

impl TryFrom<Duration> for Timespec {
    type Error = Errno;

    /// Fails with [`Errno::OVERFLOW`] if `span` has more than `i64::MAX` seconds.
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

    /// Fails with [`Errno::INVAL`] if the seconds are negative or the nanoseconds outside 0 to
    /// 999,999,999.
    #[inline]
    fn try_from(time: Timespec) -> Result<Self, Errno> {
        match (u64::try_from(time.tv_sec), u32::try_from(time.tv_nsec)) {
            (Ok(secs), Ok(nanos @ 0..1_000_000_000)) => Ok(Self::new(secs, nanos)),
            _ => Err(Errno::INVAL),
        }
    }
}

/// A time in seconds and microseconds, 64 bits wide on both targets, regardless of the kernel's
/// type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(C)]
pub struct Timeval {
    /// Seconds.
    pub tv_sec: i64,
    /// Microseconds, in addition to the seconds.
    pub tv_usec: i64,
}

const_assert_eq!(size_of::<Timeval>(), 16);

constants! {
    /// A clock (`clockid_t`).
    ///
    /// The constants are the kernel's fixed clocks. The number of a dynamic clock is computed from
    /// a descriptor or from a process id; [`from_raw`](Self::from_raw) accepts any number.
    #[doc(alias = "clockid_t")]
    pub struct ClockId: i32 {
        /// Seconds since 1970 in UTC. Jumps when the time is set.
        const REALTIME ("CLOCK_REALTIME") = 0;
        /// Time since an unspecified point before boot. Never jumps, and stops while the machine is
        /// suspended.
        const MONOTONIC ("CLOCK_MONOTONIC") = 1;
        /// CPU time of the calling process.
        const PROCESS_CPUTIME_ID ("CLOCK_PROCESS_CPUTIME_ID") = 2;
        /// CPU time of the calling thread.
        const THREAD_CPUTIME_ID ("CLOCK_THREAD_CPUTIME_ID") = 3;
        /// Like `MONOTONIC`, but NTP does not adjust its rate.
        const MONOTONIC_RAW ("CLOCK_MONOTONIC_RAW") = 4;
        /// `REALTIME` at the last tick.
        const REALTIME_COARSE ("CLOCK_REALTIME_COARSE") = 5;
        /// `MONOTONIC` at the last tick.
        const MONOTONIC_COARSE ("CLOCK_MONOTONIC_COARSE") = 6;
        /// Like `MONOTONIC`, but continues while the machine is suspended.
        const BOOTTIME ("CLOCK_BOOTTIME") = 7;
        /// `REALTIME`; its timers wake a suspended machine.
        const REALTIME_ALARM ("CLOCK_REALTIME_ALARM") = 8;
        /// `BOOTTIME`; its timers wake a suspended machine.
        const BOOTTIME_ALARM ("CLOCK_BOOTTIME_ALARM") = 9;
        /// The clock of a machine that the kernel no longer supports.
        const SGI_CYCLE ("CLOCK_SGI_CYCLE") = 10;
        /// International atomic time: `REALTIME` without leap seconds.
        const TAI ("CLOCK_TAI") = 11;
        /// The first of eight auxiliary clocks, numbers 16 to 23 (Linux 6.17).
        const AUX ("CLOCK_AUX") = 16;
        /// The last auxiliary clock.
        const AUX_LAST ("CLOCK_AUX_LAST") = 23;
    }
}
