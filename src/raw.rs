//! System calls without types: numbers and words in, a word out.
//!
//! Use this module for a call that has no typed function in this crate, and to choose the path into
//! the kernel.
//!
//! [`syscall0`] to [`syscall6`] take the fastest path that the target and the running kernel offer.
//! Each of the modules below takes one particular path. All of them return the word that the kernel
//! returned; [`check`] distinguishes results from errors.
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

/// Converts the kernel's word to a `Result`: -4095 to -1 are errors, and every other word is a
/// result.
///
/// The comparison is unsigned, so that addresses above 2 GiB on i686 and large offsets are results.
///
/// # Errors
///
/// Returns the error that the word stands for.
#[inline]
pub const fn check(word: usize) -> Result<usize> {
    if word < 4095_usize.wrapping_neg() {
        return Ok(word);
    }
    // SAFETY: the word is from -4095 to -1, so the negated word is from 1 to 4095.
    Err(Errno::from_word(unsafe {
        NonZeroUsize::new_unchecked(word.wrapping_neg())
    }))
}

/// Returns the path that [`syscall0`] to [`syscall6`] and every typed function take from now on.
///
/// On i686, `entry!` chooses the path when the program starts. In a program without `entry!`, the
/// first call chooses it, or this function. After [`vdso::disable`](crate::vdso::disable) it is
/// [`Gate::Int80`] there, until [`vdso::enable`](crate::vdso::enable) finds the image again.
#[inline]
#[must_use]
pub fn gate() -> Gate {
    crate::arch::gate()
}

/// Makes every later call of the process take `gate`. This is for tests, supervisors and
/// comparisons.
///
/// # Errors
///
/// - [`Errno::INVAL`]: this target has no such path, or the crate was built with `--cfg
///   trapgate_int80`.
/// - [`Errno::NOSYS`]: the kernel did not provide the address of `__kernel_vsyscall`, or the vDSO
///   is no longer mapped there.
///
/// # Safety
///
/// - With [`Gate::Vsyscall`], the vDSO must stay mapped where the kernel put it at `execve`, until
///   the process calls [`vdso::disable`](crate::vdso::disable). To choose another path is not
///   enough, because other functions use the image too.
#[inline]
pub unsafe fn set_gate(gate: Gate) -> Result<()> {
    // SAFETY: the caller has the same duty.
    unsafe { crate::arch::set_gate(gate) }
}
