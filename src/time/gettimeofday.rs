//! `gettimeofday(2)` and `time(2)`.

use core::mem::MaybeUninit;
use core::ptr;

use super::clock_gettime;
use crate::arch::vdso::{GETTIMEOFDAY, TIME};
use crate::errno::Result;
use crate::sys::sys;
use crate::types::time::{ClockId, Timespec, Timeval};
use crate::vdso;

/// `gettimeofday(2)`: returns the time since 1970 in microseconds.
///
/// Calls the vDSO. If the vDSO lacks the function, makes the system call. i686 has neither with
/// 64-bit times, so the function is [`clock_gettime`] of [`ClockId::REALTIME`] there, which returns
/// the same time.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 1.0, `kernel/time/time.c`; on i686 `clock_gettime64`, Linux 5.1.
/// [gettimeofday(2)](https://man7.org/linux/man-pages/man2/gettimeofday.2.html)
#[inline]
pub fn gettimeofday() -> Result<Timeval> {
    if GETTIMEOFDAY.is_none() {
        let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::REALTIME)?;
        // The kernel's nanoseconds are less than a second, so a 32-bit division is exact, and
        // shorter.
        let tv_usec = (tv_nsec as u32 / 1000).into();
        return Ok(Timeval { tv_sec, tv_usec });
    }
    let mut time = MaybeUninit::<Timeval>::uninit();
    let out = time.as_mut_ptr();
    // SAFETY: the vDSO writes one `Timeval`, and no time zone because the pointer is null.
    let answer = unsafe { vdso::gettimeofday(out, ptr::null_mut()) };
    // SAFETY: the kernel writes one `Timeval`, and no time zone because the pointer is null.
    let call = move || unsafe { sys!(GETTIMEOFDAY, out, 0usize) };
    let done = vdso::or_call(answer, call);
    // SAFETY: the call succeeded, so the vDSO or the kernel has written the `Timeval`.
    done.map(|()| unsafe { time.assume_init() })
}

/// `time(2)`: returns the time since 1970 in seconds, at the last tick.
///
/// Calls the vDSO. If the vDSO lacks the function, makes the system call. i686 has neither with
/// 64-bit times, so the function is [`clock_gettime`] of [`ClockId::REALTIME_COARSE`] there, which
/// returns the same time.
///
/// # Errors
///
/// None of its own.
///
/// # Kernel
///
/// Linux 1.0, `kernel/time/time.c`; on i686 `clock_gettime64`, Linux 5.1.
/// [time(2)](https://man7.org/linux/man-pages/man2/time.2.html)
#[inline]
pub fn time() -> Result<i64> {
    if TIME.is_none() {
        return Ok(clock_gettime(ClockId::REALTIME_COARSE)?.tv_sec);
    }
    // SAFETY: the vDSO writes nothing because the pointer is null.
    let answer = unsafe { vdso::time(ptr::null_mut()) };
    // SAFETY: the kernel writes nothing because the pointer is null.
    let call = || unsafe { sys!(TIME, 0usize) };
    // The clock is never before 1970, so no time can be mistaken for an error.
    vdso::or_call(answer, call).map(|seconds: usize| seconds as i64)
}
