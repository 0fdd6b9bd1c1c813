//! The kernel's own face: numbers and words in, a word out.
//!
//! [`syscall0`] to [`syscall6`] take the fastest path that the target and the running kernel offer; the modules beside
//! them take one named path. What comes back is the kernel's word; [`check`] tells a result from an error.
//!
//! ```
//! use trapgate::{Sysno, raw};
//!
//! // SAFETY: getpid takes no argument and changes nothing.
//! let pid = unsafe { raw::syscall0(Sysno::GETPID) };
//! assert_eq!(raw::check(pid), Ok(pid));
//! ```

use core::num::NonZeroUsize;

pub use crate::arch::Gate;
pub use crate::arch::backend::{
    syscall0, syscall1, syscall2, syscall3, syscall4, syscall5, syscall6,
};
pub use crate::arch::paths::*;
use crate::errno::{Errno, Result};

/// Tells the kernel's results from its errors: a word from -4095 to -1 is an error, every other one a result.
///
/// Addresses above 2 GiB on i686 and offsets near the top are results: the comparison is unsigned.
///
/// # Errors
///
/// The error that the word stands for.
#[inline]
pub const fn check(word: usize) -> Result<usize> {
    if word < 4095_usize.wrapping_neg() {
        return Ok(word);
    }
    // SAFETY: from -4095 to -1, so that the negated word is from 1 to 4095.
    Err(Errno::from_word(unsafe {
        NonZeroUsize::new_unchecked(word.wrapping_neg())
    }))
}

/// Which path [`syscall0`] to [`syscall6`] and every typed function take from here on.
///
/// On i686 the first call of a program that does not start with `entry!` finds this out, and so does this function. After
/// [`vdso::disable`](crate::vdso::disable) it is [`Gate::Int80`] there, until [`vdso::enable`](crate::vdso::enable) finds
/// the image again.
#[inline]
#[must_use]
pub fn gate() -> Gate {
    crate::arch::gate()
}

/// Makes every later call of the process take `gate`: for tests, supervisors and comparisons.
///
/// # Errors
///
/// - [`Errno::INVAL`]: this target has no such path, or it was built with `--cfg trapgate_int80`.
/// - [`Errno::NOSYS`]: the kernel gave no address of `__kernel_vsyscall`, or the vDSO is no longer mapped there.
///
/// # Safety
///
/// - For [`Gate::Vsyscall`]: the vDSO must stay mapped where the kernel put it at exec, until the process calls
///   [`vdso::disable`](crate::vdso::disable). Choosing another path is not enough, because other functions look for the
///   image, too.
#[inline]
pub unsafe fn set_gate(gate: Gate) -> Result<()> {
    // SAFETY: the caller's duty is the same.
    unsafe { crate::arch::set_gate(gate) }
}
